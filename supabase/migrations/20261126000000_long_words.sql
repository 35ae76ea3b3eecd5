-- Words of any length can be saved and searched for.

-- As before, and a word of more than 250 characters is several: PostgreSQL takes up to 2,046 bytes for one.
-- 17.5, unlike 15.20, looks at this before words are put into lower case, where some characters take more: a
-- query with such a word failed, and such a word in a content left its index entry with what lay in memory
-- behind it. Nobody looks for words that long, so what is stored is not indexed anew.
create or replace function public.spaced(text text) returns text
language plpgsql immutable strict set search_path = '' as $$
begin
  if octet_length(text) > char_length(text) then
    text := translate(
      regexp_replace(
        normalize(text, NFKC), '([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])', ' \1 ', 'g'
      ),
      U&'\2018\2019\201C\201D\2010\2011\2012\2013\2014\00AB\00BB', repeat(' ', 11)
    );
    text := regexp_replace(text, '(\S{250})', '\1 ', 'g');
  end if;
  return translate(text, E'\'!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\n\r\t', repeat(' ', 35));
end $$;
