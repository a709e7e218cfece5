"""Rows of the ledger are added and never changed: the database itself refuses anything else."""

from django.db import migrations

GUARD = """
CREATE FUNCTION donations_keep_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Ledger rows are added, never changed: % refused.', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER ledger_rows_stay BEFORE UPDATE OR DELETE ON donations_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION donations_keep_ledger();
CREATE TRIGGER ledger_table_stays BEFORE TRUNCATE ON donations_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION donations_keep_ledger();
"""

UNGUARD = """
DROP TRIGGER ledger_table_stays ON donations_ledgerentry;
DROP TRIGGER ledger_rows_stay ON donations_ledgerentry;
DROP FUNCTION donations_keep_ledger();
"""


class Migration(migrations.Migration):
    dependencies = [("donations", "0001_gifts")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
