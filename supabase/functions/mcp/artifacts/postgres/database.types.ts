
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "artifact_shares": {
                  Row: {
                    "artifact_id": string,"bytes": number,"created_at": string,"expires_at": string,"hash": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "artifact_id": string,"bytes"?: number,"created_at"?: string,"expires_at": string,"hash": string,"user_id": string
                  }
                  Update: {
                    "artifact_id"?: string,"bytes"?: number,"created_at"?: string,"expires_at"?: string,"hash"?: string,"user_id"?: string
                  }
                  Relationships: [
                    {
      foreignKeyName: "artifact_shares_user_id_artifact_id_fkey"
      columns: ["user_id","artifact_id"]
isOneToOne: false
      referencedRelation: "artifacts"
      referencedColumns: ["user_id","id"]
    }
                  ]
                },"artifact_versions": {
                  Row: {
                    "artifact_id": string,"bytes": number,"content": string | null,"created_at": string,"language": string | null,"size": number,"tags": (string)[],"title": string,"user_id": string,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "artifact_id": string,"bytes"?: number,"content"?: string | null,"created_at": string,"language"?: string | null,"size": number,"tags": (string)[],"title": string,"user_id": string,"version": number
                  }
                  Update: {
                    "artifact_id"?: string,"bytes"?: number,"content"?: string | null,"created_at"?: string,"language"?: string | null,"size"?: number,"tags"?: (string)[],"title"?: string,"user_id"?: string,"version"?: number
                  }
                  Relationships: [
                    {
      foreignKeyName: "artifact_versions_user_id_artifact_id_fkey"
      columns: ["user_id","artifact_id"]
isOneToOne: false
      referencedRelation: "artifacts"
      referencedColumns: ["user_id","id"]
    }
                  ]
                },"artifacts": {
                  Row: {
                    "content": string,"created_at": string,"deleted_at": string | null,"id": string,"idempotency_key": string | null,"kind": string,"language": string | null,"size": number,"tags": (string)[],"title": string,"title_words": unknown,"updated_at": string,"user_id": string,"version": number,"row_bytes": number | null
                  }
                  ComputedFields: "row_bytes"
                  Insert: {
                    "content": string,"created_at"?: string,"deleted_at"?: string | null,"id"?: string,"idempotency_key"?: string | null,"kind": string,"language"?: string | null,"size"?: never,"tags"?: (string)[],"title": string,"title_words"?: unknown,"updated_at"?: string,"user_id": string,"version"?: number
                  }
                  Update: {
                    "content"?: string,"created_at"?: string,"deleted_at"?: string | null,"id"?: string,"idempotency_key"?: string | null,"kind"?: string,"language"?: string | null,"size"?: never,"tags"?: (string)[],"title"?: string,"title_words"?: unknown,"updated_at"?: string,"user_id"?: string,"version"?: number
                  }
                  Relationships: [
                    
                  ]
                },"call_budgets": {
                  Row: {
                    "calls": number,"counted_at": string,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "calls": number,"counted_at": string,"user_id": string
                  }
                  Update: {
                    "calls"?: number,"counted_at"?: string,"user_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"content_words": {
                  Row: {
                    "artifact_id": string,"bytes": number,"user_id": string,"words": unknown
                  }
                  ComputedFields: never
                  Insert: {
                    "artifact_id": string,"bytes": number,"user_id": string,"words": unknown
                  }
                  Update: {
                    "artifact_id"?: string,"bytes"?: number,"user_id"?: string,"words"?: unknown
                  }
                  Relationships: [
                    {
      foreignKeyName: "content_words_user_id_artifact_id_fkey"
      columns: ["user_id","artifact_id"]
isOneToOne: true
      referencedRelation: "artifacts"
      referencedColumns: ["user_id","id"]
    }
                  ]
                },"libraries": {
                  Row: {
                    "artifacts": number,"bytes": number,"gone_bytes": number,"gone_level": number,"gone_words": (number)[],"rebuilds": number,"user_id": string
                  }
                  ComputedFields: never
                  Insert: {
                    "artifacts"?: number,"bytes"?: number,"gone_bytes"?: number,"gone_level"?: number,"gone_words"?: (number)[],"rebuilds"?: number,"user_id": string
                  }
                  Update: {
                    "artifacts"?: number,"bytes"?: number,"gone_bytes"?: number,"gone_level"?: number,"gone_words"?: (number)[],"rebuilds"?: number,"user_id"?: string
                  }
                  Relationships: [
                    
                  ]
                },"project": {
                  Row: {
                    "bytes": number,"purged_at": string,"rebuilds": number,"rebuilt_at": string,"seed": number,"singleton": boolean,"words_files": (unknown)[]
                  }
                  ComputedFields: never
                  Insert: {
                    "bytes"?: number,"purged_at"?: string,"rebuilds"?: number,"rebuilt_at"?: string,"seed"?: number,"singleton"?: boolean,"words_files"?: (unknown)[]
                  }
                  Update: {
                    "bytes"?: number,"purged_at"?: string,"rebuilds"?: number,"rebuilt_at"?: string,"seed"?: number,"singleton"?: boolean,"words_files"?: (unknown)[]
                  }
                  Relationships: [
                    
                  ]
                }
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            "asked_for":
{ Args: { "config": unknown,"query": string }; Returns: unknown
                           },
"cancelled_save":
{ Args: { "artifact": string,"content": string,"owner": string,"tags": (string)[],"title": string }; Returns: Json
                           },
"charge_calls":
{ Args: { "calls": number,"owner": string,"per_minute": number }; Returns: Json
                           },
"chunk_of":
{ Args: { "content": string,"from_byte": number,"max_bytes": number }; Returns: Json
                           },
"content_bytes":
{ Args: { "compressed": number }; Returns: number
                           },
"content_of":
{ Args: { "artifact": string,"of_version": number,"owner": string }; Returns: string
                           },
"content_words_of":
{ Args: { "content": string,"owner": string }; Returns: unknown
                           },
"count_gone_bytes":
{ Args: { "newly_gone_bytes": number,"owner": string }; Returns: undefined
                           },
"count_gone_words":
{ Args: { "in_index": number,"new_words": unknown,"old_words": unknown,"owner": string }; Returns: undefined
                           },
"create_artifact":
{ Args: { "content": string,"idempotency_key"?: string,"kind": string,"language"?: string,"max_artifacts": number,"max_bytes": number,"max_project_bytes"?: number,"owner": string,"tags"?: (string)[],"title": string }; Returns: Json
                           },
"delete_artifact":
{ Args: { "artifact": string,"forever"?: boolean,"owner": string }; Returns: Json
                           },
"drop_unfinished_rebuilds":
{ Args: Record<PropertyKey, never>; Returns: boolean
                           },
"excerpt_of":
{ Args: { "asked": unknown,"content": string,"within": number }; Returns: string
                           },
"export_artifacts":
{ Args: { "after_id"?: string,"after_version"?: number,"from_byte"?: number,"max_size": number,"owner": string }; Returns: Json
                           },
"first_words":
{ Args: { "at_most": number,"repeated": boolean,"spaced": string }; Returns: string
                           },
"free_gone":
{ Args: { "owners": (string)[] }; Returns: undefined
                           },
"full_of":
{ Args: { "max_bytes": number,"max_project_bytes": number,"owner": string }; Returns: string
                           },
"full_refusal":
{ Args: { "owner": string,"what": string }; Returns: Json
                           },
"ids_with":
{ Args: { "asked": unknown,"owner": string }; Returns: (string)[]
                           },
"index_bytes":
{ Args: { "words": unknown }; Returns: number
                           },
"list_versions":
{ Args: { "artifact": string,"at_most": number,"before"?: number,"owner": string }; Returns: Json
                           },
"lock_library":
{ Args: { "owner": string }; Returns: {
              "artifacts": number,
"bytes": number,
"gone_bytes": number,
"gone_level": number,
"gone_words": (number)[],
"rebuilds": number,
"user_id": string
            }
                          SetofOptions: {
        from: "*"
        to: "libraries"
        isOneToOne: true
        isSetofReturn: false
      } },
"matching_artifacts":
{ Args: { "asked": unknown,"kind": string,"owner": string,"tag": string,"titled": unknown,"trashed": boolean }; Returns: (string)[]
                           },
"open_share":
{ Args: { "from_byte"?: number,"hash": string,"max_bytes"?: number }; Returns: Json
                           },
"project_status":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"purge_artifacts":
{ Args: Record<PropertyKey, never>; Returns: boolean
                           },
"purge_library":
{ Args: { "owner": string }; Returns: boolean
                           },
"read_artifact":
{ Args: { "artifact": string,"from_byte"?: number,"max_bytes"?: number,"of_version"?: number,"owner": string }; Returns: Json
                           },
"replace_artifact":
{ Args: { "artifact": Omit<Database["public"]['Tables']["artifacts"]['Row'], Database["public"]['Tables']["artifacts"]['ComputedFields']>,"max_bytes": number,"max_project_bytes": number,"new_content": string,"new_language": string,"new_tags": (string)[],"new_title": string }; Returns: Json
                           },
"restore_artifact":
{ Args: { "artifact": string,"max_bytes": number,"max_project_bytes"?: number,"owner": string,"to_version"?: number }; Returns: Json
                           },
"row_bytes":
{ Args: { "artifact": Omit<Database["public"]['Tables']["artifacts"]['Row'], Database["public"]['Tables']["artifacts"]['ComputedFields']> }; Returns: number
                           },
"search_artifacts":
{ Args: { "at_most": number,"kind"?: string,"owner": string,"query": string,"skip"?: number,"tag"?: string,"trashed"?: boolean }; Returns: Json
                           },
"share_artifact":
{ Args: { "artifact": string,"expires_in_days": number,"hash": string,"max_bytes"?: number,"max_project_bytes"?: number,"max_shares": number,"owner": string }; Returns: Json
                           },
"spaced":
{ Args: { "text": string }; Returns: string
                           },
"summary_of":
{ Args: { "artifact": string,"owner": string }; Returns: Json
                           },
"title_words_of":
{ Args: { "owner": string,"tags": (string)[],"title": string }; Returns: unknown
                           },
"unshare_artifact":
{ Args: { "artifact": string,"owner": string }; Returns: Json
                           },
"update_artifact":
{ Args: { "artifact": string,"content"?: string,"expected_version": number,"language"?: string,"max_bytes": number,"max_project_bytes"?: number,"owner": string,"tags"?: (string)[],"title"?: string }; Returns: Json
                           },
"versions_after":
{ Args: { "after_version": number,"artifact": string,"at_most": number,"owner": string }; Returns: {
              "created_at": string,"deleted_at": string,"id": string,"kind": string,"language": string,"size": number,"tags": (string)[],"title": string,"updated_at": string,"version": number
            }[]
                           },
"word_marks_bytes":
{ Args: { "level": number,"marks": (number)[] }; Returns: number
                           },
"word_marks_of":
{ Args: { "level": number,"seed": number,"words": unknown }; Returns: number[]
                           },
"words_bytes":
{ Args: { "words": unknown }; Returns: number
                           }
          }
          Enums: {
            [_ in never]: never
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "public": {
          Enums: {
            
          }
        }
} as const
