"""The triggers in PostgreSQL's words: functions, and on each table a trigger that calls one of them; and the turn of who seals.

A trigger is compared by what it is: (table, name, kind, function, arguments, whether it is on).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

from .watching import Table

# pg_trigger.tgtype: 1 for each row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate
AFTER_EACH_ROW, BEFORE_TRUNCATE, BEFORE_EACH_CHANGE = 1 + 4 + 8 + 16, 2 + 32, 1 + 2 + 8 + 16
_WHEN = {
    AFTER_EACH_ROW: "AFTER INSERT OR UPDATE OR DELETE ON {} FOR EACH ROW",
    BEFORE_TRUNCATE: "BEFORE TRUNCATE ON {} FOR EACH STATEMENT",
    BEFORE_EACH_CHANGE: "BEFORE UPDATE OR DELETE ON {} FOR EACH ROW",
}

_RECORD = """
DECLARE
    key text := TG_ARGV[0];
    left_out text[] := TG_ARGV[1]::text[];
    was jsonb; is_now jsonb; was_key text; is_key text;
    command_mark text := nullif(current_setting('audit.mark', true), '');
    moment text := to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
BEGIN
    IF TG_OP = 'INSERT' AND current_setting('audit.loading', true) = 'on' THEN RETURN NULL; END IF;
    IF TG_OP <> 'INSERT' THEN was := to_jsonb(OLD); was_key := was ->> key; was := was - left_out; END IF;
    IF TG_OP <> 'DELETE' THEN is_now := to_jsonb(NEW); is_key := is_now ->> key; is_now := is_now - left_out; END IF;
    IF TG_OP = 'UPDATE' AND was_key = is_key THEN
        SELECT jsonb_object_agg(name, was -> name), jsonb_object_agg(name, is_now -> name) INTO was, is_now
        FROM jsonb_object_keys(is_now) AS name WHERE was -> name IS DISTINCT FROM is_now -> name;
        IF is_now IS NULL THEN RETURN NULL; END IF;
        IF current_setting('audit.redacting', true) = 'on' THEN was := NULL; END IF;
        INSERT INTO audit_change (mark, at, table_name, row_key, operation, old_values, new_values, salts, commitments)
        VALUES (command_mark, moment, TG_TABLE_NAME, is_key, 'update', was::text, is_now::text, '', '');
        RETURN NULL;
    END IF;
    IF was IS NOT NULL THEN
        INSERT INTO audit_change (mark, at, table_name, row_key, operation, old_values, new_values, salts, commitments)
        VALUES (command_mark, moment, TG_TABLE_NAME, was_key, 'delete', was::text, NULL, '', '');
    END IF;
    IF is_now IS NOT NULL THEN
        INSERT INTO audit_change (mark, at, table_name, row_key, operation, old_values, new_values, salts, commitments)
        VALUES (command_mark, moment, TG_TABLE_NAME, is_key, 'insert', NULL, is_now::text, '', '');
    END IF;
    RETURN NULL;
END
"""
_KEEP = """
DECLARE
    loose text[] := TG_ARGV[0]::text[];
    was jsonb := to_jsonb(OLD); is_now jsonb;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        is_now := to_jsonb(NEW);
        IF current_setting('audit.redacting', true) = 'on' AND was - loose = is_now - loose AND cardinality(loose) > 0 THEN
            RETURN NEW;
        END IF;
        IF TG_TABLE_NAME = 'audit_change' AND was ->> 'commitments' = ''
            AND was ->> 'mark' = nullif(current_setting('audit.mark', true), '')
            AND was - 'salts' - 'commitments' = is_now - 'salts' - 'commitments' THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
"""
_NO_TRUNCATE = """
BEGIN
    RAISE EXCEPTION 'the table % is never emptied at once', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
"""
# Each statement of a volatile function sees what was committed before it begins: the last event as it is once the turn has come.
_TURN = """
BEGIN
    PERFORM pg_advisory_xact_lock(key);
    RETURN QUERY SELECT e.number, e.hash::text FROM audit_event e ORDER BY e.number DESC LIMIT 1;
END
"""
FUNCTIONS = {
    "audit_record": _RECORD, "audit_keep": _KEEP, "audit_no_truncate": _NO_TRUNCATE, "audit_turn": _TURN,
}  # fmt: skip
_SHAPES = {
    "audit_turn": "(key bigint) RETURNS TABLE (number bigint, hash text)"
}  # the others are of triggers


@dataclass(frozen=True)
class Trigger:
    """A trigger as PostgreSQL's catalogue describes it."""

    table: str
    name: str
    kind: int
    function: str
    arguments: tuple[str, ...] = ()
    on: bool = True

    def create(self) -> str:
        quoted = ", ".join("'" + argument.replace("'", "''") + "'" for argument in self.arguments)
        when = _WHEN[self.kind].format(f'"{self.table}"')
        return f'CREATE TRIGGER "{self.name}" {when} EXECUTE FUNCTION {self.function}({quoted})'


def watching(tables: list[Table]) -> dict[str, Trigger]:
    """The triggers on the watched tables, by name."""
    made = [
        Trigger(
            table.name,
            _name(table.name, "record"),
            AFTER_EACH_ROW,
            "audit_record",
            (table.key, _list(table.left_out)),
        )
        for table in tables
    ]
    made += [
        Trigger(table.name, _name(table.name, "truncate"), BEFORE_TRUNCATE, "audit_no_truncate")
        for table in tables
    ]
    return {trigger.name: trigger for trigger in made}


def guards(columns: dict[str, tuple[str, ...]], loose: dict[str, tuple[str, ...]]) -> dict[str, Trigger]:
    """The triggers on the audit tables. `loose`: the columns that a redaction may change."""
    made = [
        Trigger(table, _name(table, "keep"), BEFORE_EACH_CHANGE, "audit_keep", (_list(loose[table]),))
        for table in columns
    ]
    made += [
        Trigger(table, _name(table, "truncate"), BEFORE_TRUNCATE, "audit_no_truncate") for table in columns
    ]
    return {trigger.name: trigger for trigger in made}


def _list(names: tuple[str, ...]) -> str:
    return "{" + ",".join(names) + "}"


def _name(table: str, what: str) -> str:
    return f"audit_{what}_{table}"[:63]


def create_function(name: str) -> str:
    """Times in UTC, bytes as hexadecimal, and the tables of this schema, whatever the session that writes has set."""
    return (
        f"CREATE OR REPLACE FUNCTION {name}{_SHAPES.get(name, '() RETURNS trigger')} LANGUAGE plpgsql "
        f"SET timezone TO 'UTC' SET bytea_output TO 'hex' SET search_path FROM CURRENT AS $audit${FUNCTIONS[name]}$audit$"
    )


def functions_present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosrc FROM pg_proc WHERE proname = ANY(%s) AND pronamespace = current_schema()::regnamespace",
            [list(FUNCTIONS)],
        )
        return dict(cursor.fetchall())


def present(connection: BaseDatabaseWrapper) -> dict[str, Trigger]:
    """The audit's triggers as the database holds them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.relname, t.tgname, t.tgtype, p.proname, encode(t.tgargs, 'escape'), t.tgenabled
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE NOT t.tgisinternal AND t.tgname LIKE 'audit\\_%%' AND c.relnamespace = current_schema()::regnamespace
            """,
            [],
        )
        found = [
            Trigger(table, name, kind, function, tuple(arguments.split("\\000")[:-1]), _is_on(enabled))
            for table, name, kind, function, arguments, enabled in cursor.fetchall()
        ]
    return {trigger.name: trigger for trigger in found}


def _is_on(enabled: str | bytes) -> bool:
    return (enabled.decode() if isinstance(enabled, bytes) else enabled) in ("O", "A")


def drop(trigger: Trigger) -> str:
    return f'DROP TRIGGER IF EXISTS "{trigger.name}" ON "{trigger.table}"'


def row_as_json(table: Table, alias: str) -> str:
    """The expression that writes a whole row as a JSON object, as the trigger does."""
    return f"(to_jsonb({alias}) - '{_list(table.left_out)}'::text[])::text"
