"""Words as search compares them, in the database; `newsroom.arabic.folding` is the same in Python.

Every body is parsed when it is made (`RETURN`, `BEGIN ATOMIC`), so a dump restores whatever the search path is.
"""

from django.db import migrations

MARKS = r"\u0300-\u036f\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
UNSEEN = r"\u0640\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
APOSTROPHES = r"''`\u2018\u2019\u201b\u02bb-\u02bf\u02c8\u02cb"
# Common letters and signs that need no normalizing, which is most of the work.
NORMAL = r"\u0001-\u007f\u00ab\u00bb\u060c-\u0652\u0656-\u0674\u0679-\u06ff\u2013\u2014\u2018\u2019\u201c\u201d"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØŁĐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
SMALL = "abcdefghijklmnopqrstuvwxyzæøłđαβγδεζηθικλμνξοπρστυφχψωабвгдежзийклмнопрстуфхцчшщъыьэюя01234567890123456789"
STRAY_HAMZA = "\u0653\u0654\u0655"
SPELLINGS = "أإآٱٲٳؤئىةیېےۍێکڪګگچپژڤڥۆۇۋەھہۀۂۃڵڕ"
FOLDED = "ااااااءءيهيييييككككجبزففوووههههههلر"
LETTERS = (
    r"0-9a-z\u00df-\u02af\u0370-\u03ff\u0400-\u052f\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u06d5\u06ee-\u06fc"
    r"\u0710-\u072f\u074d-\u077f\u08a0-\u08c7\u0900-\u1fff\u3040-\ud7a3"
)
ARABIC_WORDS = """
في من على الى إلى عن مع هذا هذه هذان ذلك تلك هؤلاء الذي التي الذين اللذان اللتان اللواتي ما لا لم لن ليس ليست
أن إن ان أنه إنه أنها إنها انه انها كان كانت كانوا يكون تكون قد أو او ثم أم بل لكن لكنه إذا اذا إذ كما كل
هو هي هم هن نحن أنا انا أنت به بها بهم له لها لهم فيه فيها فيهم منه منها منهم عنه عنها عليه عليها عليهم
إليه إليها اليه اليها أي اي لو حيث حين غير سوى بين عند لدى منذ حتى هنا هناك هنالك أيضا ايضا
"""
ENGLISH_WORDS = """
a an the and or but of to in on at by for from with as is are was were be been being it its this that these those
he she they them his her their we our us you your i me my not no so if then than there here
which who whom what when where how has have had do does did will would can could may might shall should
into onto about over s t al el
"""

MAKE = f"""
CREATE FUNCTION search_clean(text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
    CASE WHEN text ~ '[^{NORMAL}]'
        THEN normalize(regexp_replace(normalize(text, NFKD), '[{MARKS}{UNSEEN}{APOSTROPHES}]', '', 'g'), NFKC)
        ELSE regexp_replace(text, '[{MARKS}{UNSEEN}{APOSTROPHES}]', '', 'g') END,
    '{CAPITALS}{STRAY_HAMZA}', '{SMALL}'
);

CREATE FUNCTION search_fold(text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(search_clean(text), '{SPELLINGS}', '{FOLDED}');

CREATE FUNCTION search_words(text text) RETURNS TABLE (place bigint, word text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE BEGIN ATOMIC
    SELECT run.place, left(run.word, 40)
    FROM string_to_table(regexp_replace(search_clean(text), '[^{LETTERS}]+', ' ', 'g'), ' ')
        WITH ORDINALITY AS run (word, place)
    WHERE run.word <> '';
END;

CREATE FUNCTION search_small_words() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN string_to_array('{" ".join(ENGLISH_WORDS.split() + [b + w for b in ("", "و", "ف") for w in ARABIC_WORDS.split()])}', ' ');

CREATE FUNCTION search_stem(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(regexp_replace(regexp_replace(regexp_replace(word,
    '(?<=.{{3}})(?:هما|ها|هم|هن|نا|كم)$', ''),
    '(?<=.{{3}})(?:تان|تين|ات|ان|ون|ين|يه|يا|وا|ه|ي|ت)$', ''),
    '(?<=.{{3}})(?:تان|تين|ات|ان|ون|ين|يه|يا|وا|ه|ي|ت)$', ''),
    '(?<=.{{3}})ء$', '');

CREATE FUNCTION search_stem_latin(word text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN coalesce((ts_lexize('english_stem', regexp_replace(regexp_replace(regexp_replace(word,
    '(?<=.{{3}})is(e|ed|es|er|ers|ing|ation|ations)$', 'iz\\1'),
    '^(.{{2,}})our', '\\1or'),
    '(?<=.{{2}})tre(s?)$', 'ter\\1')))[1], word);

CREATE FUNCTION search_forms(words text[])
RETURNS TABLE (word text, folded text, bare text, stem text, whole text, skeleton text, inside text)
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE BEGIN ATOMIC
    WITH arabic AS MATERIALIZED (
        SELECT each.word, translate(each.word, '{SPELLINGS}', '{FOLDED}') AS folded
        FROM (SELECT DISTINCT given.word FROM unnest(words) AS given (word)) AS each
        WHERE each.word ~ '[\\u0620-\\u064a\\u066e-\\u06d3\\u0750-\\u077f]'
    ), bared AS MATERIALIZED (
        SELECT arabic.word, arabic.folded,
            regexp_replace(arabic.folded, '^[وف]?(?:[بك]?ال|لل)(?=.{{3}})', '') AS bare,
            regexp_replace(arabic.folded, '^(?:و(?=.{{3}})|[فبلك](?=.{{4}}))', '') AS inside
        FROM arabic
    ), stemmed AS MATERIALIZED (
        SELECT bared.word, bared.folded, bared.bare, search_stem(bared.bare) AS stem,
            CASE WHEN bared.bare = bared.folded AND bared.inside <> bared.folded THEN bared.inside ELSE '' END AS inside
        FROM bared
    ), boned AS MATERIALIZED (
        SELECT stemmed.word, regexp_replace(ltrim(stemmed.stem, 'ا'), '(?<=.)[اويء]', '', 'g') AS bones FROM stemmed
    )
    SELECT stemmed.word, stemmed.folded, stemmed.bare, stemmed.stem,
        CASE WHEN left(stemmed.folded, 1) = ANY (ARRAY['و', 'ف', 'ب', 'ك', 'ل'])
            THEN search_stem(stemmed.folded) ELSE stemmed.stem END,
        CASE WHEN length(boned.bones) >= 3 THEN boned.bones ELSE '' END,
        stemmed.inside
    FROM stemmed JOIN boned USING (word)
    UNION ALL
    SELECT each.word, each.word, each.word, each.stem, each.stem, '', ''
    FROM (SELECT DISTINCT given.word, search_stem_latin(given.word) AS stem FROM unnest(words) AS given (word)) AS each
    WHERE each.word !~ '[\\u0620-\\u064a\\u066e-\\u06d3\\u0750-\\u077f]';
END;
"""

UNMAKE = """
DROP FUNCTION search_forms;
DROP FUNCTION search_stem_latin;
DROP FUNCTION search_stem;
DROP FUNCTION search_small_words;
DROP FUNCTION search_words;
DROP FUNCTION search_fold;
DROP FUNCTION search_clean;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_corrections_that_wait")]

    operations = [migrations.RunSQL(MAKE, UNMAKE)]
