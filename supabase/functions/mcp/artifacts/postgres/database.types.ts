
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "public": {
          Tables: {
            "artifacts": {
                  Row: {
                    "content": string,"created_at": string,"deleted_at": string | null,"description": string | null,"id": string,"idempotency_key": string | null,"kind": string,"language": string | null,"size": number,"tags": (string)[],"title": string,"title_words": unknown,"updated_at": string,"user_id": string,"version": number
                  }
                  ComputedFields: never
                  Insert: {
                    "content": string,"created_at"?: string,"deleted_at"?: string | null,"description"?: string | null,"id"?: string,"idempotency_key"?: string | null,"kind": string,"language"?: string | null,"size"?: never,"tags"?: (string)[],"title": string,"title_words"?: unknown,"updated_at"?: string,"user_id": string,"version"?: number
                  }
                  Update: {
                    "content"?: string,"created_at"?: string,"deleted_at"?: string | null,"description"?: string | null,"id"?: string,"idempotency_key"?: string | null,"kind"?: string,"language"?: string | null,"size"?: never,"tags"?: (string)[],"title"?: string,"title_words"?: unknown,"updated_at"?: string,"user_id"?: string,"version"?: number
                  }
                  Relationships: [
                    
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
                }
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            "ban_account":
{ Args: { "owner": string }; Returns: Json
                           },
"close_account":
{ Args: { "erase_after_days": number,"happened_at"?: string,"owner": string }; Returns: Json
                           },
"consume_calls":
{ Args: { "consumed": number,"owner": string,"per_minute": number }; Returns: Json
                           },
"create_artifact":
{ Args: { "max_artifacts": number,"max_bytes": number,"max_project_bytes"?: number,"new_content": string,"new_description"?: string,"new_idempotency_key"?: string,"new_kind": string,"new_language"?: string,"new_tags"?: (string)[],"new_title": string,"owner": string }; Returns: Json
                           },
"delete_artifact":
{ Args: { "forever"?: boolean,"owner": string,"target_id": string }; Returns: Json
                           },
"export_artifacts":
{ Args: { "after_id"?: string,"after_version"?: number,"from_byte"?: number,"max_size": number,"of_closed_account"?: boolean,"owner": string }; Returns: Json
                           },
"forget_person":
{ Args: { "owner": string }; Returns: boolean
                           },
"list_artifacts":
{ Args: { "after_id"?: string,"after_time"?: string,"at_most": number,"in_trash"?: boolean,"only_kind"?: string,"only_tag"?: string,"owner": string }; Returns: Json
                           },
"list_closed_accounts":
{ Args: { "at_most": number }; Returns: Json
                           },
"list_versions":
{ Args: { "at_most": number,"before_version"?: number,"owner": string,"target_id": string }; Returns: Json
                           },
"open_share":
{ Args: { "from_byte"?: number,"max_bytes"?: number,"share_hash": string }; Returns: Json
                           },
"project_status":
{ Args: Record<PropertyKey, never>; Returns: Json
                           },
"purge_artifacts":
{ Args: Record<PropertyKey, never>; Returns: boolean
                           },
"read_artifact":
{ Args: { "from_byte"?: number,"max_bytes"?: number,"of_version"?: number,"owner": string,"target_id": string }; Returns: Json
                           },
"reopen_account":
{ Args: { "owner": string }; Returns: Json
                           },
"restore_artifact":
{ Args: { "max_bytes": number,"max_project_bytes"?: number,"owner": string,"target_id": string,"to_version"?: number }; Returns: Json
                           },
"search_artifacts":
{ Args: { "at_most": number,"in_trash"?: boolean,"only_kind"?: string,"only_tag"?: string,"owner": string,"query": string,"skip"?: number }; Returns: Json
                           },
"share_artifact":
{ Args: { "expires_in_days": number,"max_bytes"?: number,"max_project_bytes"?: number,"max_shares": number,"owner": string,"share_hash": string,"target_id": string }; Returns: Json
                           },
"take_down_share":
{ Args: { "share_hash": string }; Returns: Json
                           },
"unban_account":
{ Args: { "owner": string }; Returns: Json
                           },
"unshare_artifact":
{ Args: { "owner": string,"target_id": string }; Returns: Json
                           },
"update_artifact":
{ Args: { "expected_version": number,"max_bytes": number,"max_project_bytes"?: number,"new_content"?: string,"new_description"?: string,"new_language"?: string,"new_tags"?: (string)[],"new_title"?: string,"owner": string,"target_id": string }; Returns: Json
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
