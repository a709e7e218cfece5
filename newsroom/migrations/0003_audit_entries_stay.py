"""Entries of the audit list are added and never changed: the database itself refuses anything else."""

from django.db import migrations

GUARD = """
CREATE OR REPLACE FUNCTION newsroom_keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Audit entries are added, never changed: % refused.', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE OR REPLACE TRIGGER audit_rows_stay BEFORE UPDATE OR DELETE ON newsroom_auditentry
    FOR EACH ROW EXECUTE FUNCTION newsroom_keep_audit();
CREATE OR REPLACE TRIGGER audit_table_stays BEFORE TRUNCATE ON newsroom_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION newsroom_keep_audit();
"""

UNGUARD = """
DROP TRIGGER audit_table_stays ON newsroom_auditentry;
DROP TRIGGER audit_rows_stay ON newsroom_auditentry;
DROP FUNCTION newsroom_keep_audit();
"""


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0002_audit_entries")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
