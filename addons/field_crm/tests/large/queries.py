"""What the rows of a large base differ in, drawn by PostgreSQL.

Each table has the identifier of a new row, that of the row to copy, and the columns
that replace the copied ones.
"""

PICK = """
CREATE OR REPLACE FUNCTION pg_temp.pick(number bigint, what text, choices bigint)
RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT (hashtextextended(what || number::text, %(seed)s) & 9223372036854775807)
        %% choices
$$
"""

PARTNERS = """
CREATE TEMP TABLE large_partner ON COMMIT DROP AS
WITH numbered AS (
    SELECT number,
        CASE WHEN number <= %(clients)s THEN 'client'
            WHEN number <= %(clients)s + %(prospects)s THEN 'prospect' END AS kind,
        -- People work for a client or a prospect.
        CASE WHEN number > %(clients)s + %(prospects)s
            THEN 1 + pg_temp.pick(number, 'boss', %(clients)s + %(prospects)s)
        END AS boss
    FROM generate_series(1, %(count)s) AS number
), placed AS (
    SELECT *, COALESCE(boss, number) AS place FROM numbered
), drawn AS (
    SELECT *,
        1 + pg_temp.pick(place, 'town', %(town_count)s) AS town,
        1 + pg_temp.pick(place, 'rep', %(rep_count)s) AS rep,
        COALESCE(boss, number) > %(clients)s AS of_prospect,
        (%(trades)s)[1 + pg_temp.pick(place, 'trade', %(trade_count)s)]
            || ' ' || (%(names)s)[1 + pg_temp.pick(place, 'name', %(name_count)s)]
            || ' ' || (%(names)s)[1 + pg_temp.pick(place, 'name2', %(name_count)s)]
            AS company,
        (%(first_names)s)[1 + pg_temp.pick(number, 'first', %(first_count)s)]
            || ' ' || (%(names)s)[1 + pg_temp.pick(number, 'name', %(name_count)s)]
            AS person,
        '29' || lpad(pg_temp.pick(number, 'phone', 10000000)::text, 7, '0') AS phone_no
    FROM placed
)
SELECT
    %(first)s + number AS id,
    (CASE WHEN kind = 'client' THEN %(client)s WHEN kind = 'prospect' THEN %(prospect)s
        WHEN of_prospect THEN %(contact_prospect)s ELSE %(contact_client)s END)
        AS prototype_id,
    CASE WHEN boss IS NULL THEN company ELSE person END AS name,
    CASE WHEN boss IS NULL THEN company ELSE company || ', ' || person END
        AS complete_name,
    company AS commercial_company_name,
    %(first)s + place AS commercial_partner_id,
    %(first)s + boss AS parent_id,
    CASE WHEN of_prospect THEN %(first)s + place END AS prospect_id,
    CASE WHEN of_prospect THEN (%(reps)s)[rep] END AS prospect_user_id,
    CASE WHEN of_prospect THEN (%(reps)s)[rep] END AS prospect_creator_id,
    CASE WHEN boss IS NULL THEN 'L' || lpad(number::text, 6, '0') END AS ref,
    CASE WHEN kind = 'client' THEN 'GX' || lpad(number::text, 5, '0') END
        AS client_code,
    (%(towns)s)[town] AS city,
    (%(zips)s)[town] AS zip,
    left((%(zips)s)[town], 2) AS department_code,
    right((%(zips)s)[town], 3) AS post_office_code,
    ((%(latitudes)s)[town] + pg_temp.pick(place, 'lat', 1000) / 10000.0)::numeric
        AS partner_latitude,
    ((%(longitudes)s)[town] + pg_temp.pick(place, 'lon', 1000) / 10000.0)::numeric
        AS partner_longitude,
    '0' || phone_no AS phone,
    '+33' || phone_no AS phone_sanitized,
    '+33' || phone_no AS phone_e164,
    'contact' || number || '@field.example' AS email,
    'contact' || number || '@field.example' AS email_normalized,
    (%(reps)s)[rep] AS user_id,
    CASE WHEN boss IS NULL THEN (%(sectors)s)[rep] END AS sector_id,
    (%(reps)s)[rep] AS create_uid,
    (%(reps)s)[rep] AS write_uid,
    CASE WHEN boss IS NULL AND pg_temp.pick(number, 'again', 10) < 6
        THEN %(today)s::date - 60 + pg_temp.pick(number, 'date', 240)::int
    END AS revisit_date,
    CASE WHEN kind = 'client' THEN pg_temp.pick(number, 'revenue', 90000) END::numeric
        AS revenue_current,
    CASE WHEN boss IS NULL AND pg_temp.pick(number, 'alias', 10) = 0
        THEN 'Ex ' || (%(names)s)[1 + pg_temp.pick(number, 'alias2', %(name_count)s)]
    END AS internal_name
FROM drawn
"""

VISITS = """
CREATE TEMP TABLE large_visit ON COMMIT DROP AS
WITH drawn AS (
    SELECT number,
        pg_temp.pick(number, 'kind', 100) AS share,
        CASE WHEN number <= %(busy)s THEN 1
            WHEN pg_temp.pick(number, 'whom', 100) < 85
                THEN 1 + pg_temp.pick(number, 'client', %(clients)s)
            ELSE 1 + %(clients)s + pg_temp.pick(number, 'prospect', %(prospects)s)
        END AS place
    FROM generate_series(1, %(count)s) AS number
), kinds AS (
    SELECT * FROM unnest(
        %(lower)s, %(upper)s, %(ahead)s, %(of_client)s, %(of_prospect)s
    ) AS kind (lower, upper, ahead, of_client, of_prospect)
), placed AS (
    SELECT number, place,
        CASE WHEN place <= %(clients)s THEN of_client ELSE of_prospect END
            AS prototype_id,
        %(today)s::timestamp + (
            CASE WHEN ahead THEN 1 + pg_temp.pick(number, 'day', 60)
                ELSE -1 - pg_temp.pick(number, 'day', 1095) END
        ) * interval '1 day'
            + (7 + pg_temp.pick(number, 'hour', 9)) * interval '1 hour' AS date
    FROM drawn JOIN kinds ON share >= lower AND share < upper
)
SELECT
    %(first)s + number AS id,
    placed.prototype_id,
    partner.id AS partner_id,
    partner.user_id,
    partner.user_id AS create_uid,
    partner.user_id AS write_uid,
    'LRG/' || lpad(number::text, 7, '0') AS name,
    placed.date,
    placed.date AS create_date,
    placed.date AS write_date
FROM placed JOIN large_partner partner ON partner.id = %(first_partner)s + place
"""
