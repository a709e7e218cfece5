"""Entries of the audit list stay, but the name of somebody who was erased can be taken out of their words.

Only `audit.forget` asks for it, by a setting of its own transaction, and then nothing but the words may differ.
"""

from django.db import migrations

FORGETS = """
CREATE OR REPLACE FUNCTION newsroom_keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF current_setting('newsroom.forgetting', true) = 'on'
            AND (OLD.id, OLD.at, OLD.by_id, OLD.by_name, OLD.act, OLD.on_model, OLD.on_id)
                IS NOT DISTINCT FROM (NEW.id, NEW.at, NEW.by_id, NEW.by_name, NEW.act, NEW.on_model, NEW.on_id)
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'Audit entries are added, never changed: % refused.', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
"""

KEEPS = """
CREATE OR REPLACE FUNCTION newsroom_keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Audit entries are added, never changed: % refused.', TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0003_audit_entries_stay")]

    operations = [migrations.RunSQL(FORGETS, KEEPS)]
