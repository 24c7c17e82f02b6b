"""Fill a database with partners and visits by the hundred thousand.

The ORM makes one record of each kind (``prototypes``); SQL copies their rows and
changes what differs from one to the next, stored computed columns included. So a new
column is copied as the ORM filled it, and ``test_large_base`` has the ORM check the
rest.
"""

from odoo.tools import SQL

from ...engine.doubles import name_key
from ...models.visit.states import DONE_STATES
from . import queries
from .prototypes import Prototypes
from .words import FIRST_NAMES, NAMES, TOWNS, TRADES

CLIENTS, PROSPECTS = 0.60, 0.15  # of the partners; the others are people
BUSY_VISITS = 500  # of the first client, whose form is measured


class LargeBase:
    """So many partners and visits, the same for the same seed and day.

    Parameters
    ----------
    today : datetime.date
        Visits lie up to three years before it and 60 days after it.
    """

    def __init__(self, env, partners, visits, today, seed=1, reps=40):
        self.env = env
        self.partners, self.visits = partners, visits
        self.clients = int(partners * CLIENTS)
        self.prospects = int(partners * PROSPECTS)
        self.today, self.seed = today, seed
        self.made = Prototypes(env, reps)
        self.first_partner = self._reserve("res.partner", partners)
        self.first_visit = self._reserve("field.visit", visits)

    @property
    def busy_client(self):
        """The client with most visits."""
        return self.env["res.partner"].browse(self.first_partner + 1)

    def fill(self):
        """Make them all; returns the partners and the visits as two ranges of ids."""
        self.env.flush_all()
        self.env.cr.execute(queries.PICK, {"seed": self.seed})
        self._draw_partners()
        self._draw_visits()
        self._note_visits()
        self._key_names()
        self._copy("res.partner", "large_partner", search_text=self._search_text())
        self._copy("field.visit", "large_visit", **self._moved_dates())
        self._copy_answers()
        self.env.cr.execute("DROP TABLE large_partner, large_visit")
        self.env.cr.execute("ANALYZE")
        self.env.invalidate_all()
        return (
            range(self.first_partner + 1, self.first_partner + 1 + self.partners),
            range(self.first_visit + 1, self.first_visit + 1 + self.visits),
        )

    def _draw_partners(self):
        towns, zips, latitudes, longitudes = map(list, zip(*TOWNS, strict=True))
        made = self.made
        self.env.cr.execute(
            queries.PARTNERS,
            {
                "first": self.first_partner,
                "count": self.partners,
                "clients": self.clients,
                "prospects": self.prospects,
                "today": self.today,
                "client": made.client.id,
                "prospect": made.prospect.id,
                "contact_client": made.contacts[0].id,
                "contact_prospect": made.contacts[1].id,
                "reps": made.reps.ids,
                "sectors": made.sectors.ids,
                "rep_count": len(made.reps),
                "trades": list(TRADES),
                "trade_count": len(TRADES),
                "names": list(NAMES),
                "name_count": len(NAMES),
                "first_names": list(FIRST_NAMES),
                "first_count": len(FIRST_NAMES),
                "towns": towns,
                "zips": zips,
                "latitudes": latitudes,
                "longitudes": longitudes,
                "town_count": len(towns),
            },
        )

    def _draw_visits(self):
        kinds = self.made.visits
        upper, total = [], 0
        for _of_client, _of_prospect, share in kinds:
            total += share
            upper.append(total)
        self.env.cr.execute(
            queries.VISITS,
            {
                "first": self.first_visit,
                "first_partner": self.first_partner,
                "count": self.visits,
                "busy": min(BUSY_VISITS, self.visits // 2),
                "clients": self.clients,
                "prospects": self.prospects,
                "today": self.today,
                "lower": [0, *upper[:-1]],
                "upper": upper,
                "ahead": [visit.state == "planned" for visit, _other, _share in kinds],
                "of_client": [visit.id for visit, _other, _share in kinds],
                "of_prospect": [visit.id for _other, visit, _share in kinds],
            },
        )

    def _copy_answers(self):
        self.env.cr.execute(
            """
            INSERT INTO field_visit_answer_rel (visit_id, question_id)
            SELECT visit.id, answer.question_id
            FROM large_visit visit
            JOIN field_visit_answer_rel answer ON answer.visit_id = visit.prototype_id
            """
        )

    def _moved_dates(self):
        """What follows the date of a visit: its other times, and the words on it."""
        moved = {
            name: SQL("original.%s + (made.date - original.date)", SQL.identifier(name))
            for name, field in self.env["field.visit"]._fields.items()
            if field.type == "datetime" and field.store and field.compute
        }
        day = "to_char((%s AT TIME ZONE 'UTC') AT TIME ZONE 'Europe/Paris', %%s)"
        moved["subject"] = SQL(
            f"replace(original.subject, {day % 'original.date'}, {day % 'made.date'})",
            *[self._day_format()] * 2,
        )
        return moved

    def _key_names(self):
        """Normalise the names as the search for doubles does, by its own code."""
        cr = self.env.cr
        cr.execute("ALTER TABLE large_partner ADD name_key varchar")
        cr.execute("SELECT DISTINCT name FROM large_partner")
        names = [name for (name,) in cr.fetchall()]
        cr.execute(
            "UPDATE large_partner made SET name_key = one.key "
            "FROM unnest(%s, %s) AS one (name, key) WHERE one.name = made.name",
            [names, [name_key(name) for name in names]],
        )

    def _search_text(self):
        """Each of the values that a partner is searched by once, one a line."""
        partners = self.env["res.partner"]
        own = self._columns("large_partner")
        return SQL(
            "array_to_string(ARRAY(SELECT value "
            "FROM unnest(ARRAY[%s]) WITH ORDINALITY AS one (value, place) "
            "WHERE value <> '' GROUP BY value ORDER BY min(place)), E'\n')",
            SQL(", ").join(
                SQL.identifier("made" if name in own else "original", name)
                for name in partners._get_searched_fields()
            ),
        )

    def _day_format(self):
        """PostgreSQL's name for the way in which the company writes a day."""
        lang = self.env.company.partner_id.lang or self.env.lang
        day = self.env["res.lang"]._get_data(code=lang).date_format
        for code, name in (("%d", "DD"), ("%m", "MM"), ("%Y", "YYYY")):
            day = day.replace(code, name)
        return day

    def _note_visits(self):
        """What a partner keeps of its visits."""
        self.env.cr.execute(
            """
            ALTER TABLE large_partner ADD last_visit_date timestamp;
            ANALYZE large_partner, large_visit;
            UPDATE large_partner partner SET last_visit_date = visit.last
            FROM (
                SELECT made.partner_id, max(made.date) AS last
                FROM large_visit made
                JOIN field_visit original ON original.id = made.prototype_id
                WHERE original.state IN %s
                GROUP BY made.partner_id
            ) visit
            WHERE visit.partner_id = partner.id
            """,
            [DONE_STATES],
        )

    # --- rows -----------------------------------------------------------------------

    def _reserve(self, model, count):
        """Take so many identifiers off a model's sequence; returns the one before."""
        sequence = f"{self.env[model]._table}_id_seq"
        self.env.cr.execute(
            SQL("SELECT setval(%(name)s, nextval(%(name)s) + %(count)s)",
                name=sequence, count=count)
        )  # fmt: skip
        return self.env.cr.fetchone()[0] - count

    def _columns(self, table):
        self.env.cr.execute(SQL("SELECT * FROM %s LIMIT 0", SQL.identifier(table)))
        return {column.name for column in self.env.cr.description}

    def _copy(self, model, made, **expressions):
        """Insert a copy of its prototype's row for each row of the table ``made``.

        Its columns replace those of the prototype; ``expressions`` do so, too.
        """
        own = self._columns(made)
        fields = self.env[model]._fields.values()
        columns = [f.name for f in fields if f.store and f.column_type]
        values = [
            expressions.get(name)
            or SQL.identifier("made" if name in own else "original", name)
            for name in columns
        ]
        self.env.cr.execute(
            SQL(
                "INSERT INTO %s (%s) SELECT %s FROM %s made "
                "JOIN %s original ON original.id = made.prototype_id",
                SQL.identifier(self.env[model]._table),
                SQL(", ").join(map(SQL.identifier, columns)),
                SQL(", ").join(values),
                SQL.identifier(made),
                SQL.identifier(self.env[model]._table),
            )
        )
