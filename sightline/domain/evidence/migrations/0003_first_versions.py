"""Every piece of evidence that there was before versions becomes its own first version."""

import hashlib

from django.db import migrations


def first_versions(apps, schema_editor):
    evidence, version = apps.get_model("evidence", "Evidence"), apps.get_model("evidence", "Version")
    rows = evidence.objects.filter(versions=None).select_related("file").order_by("pk")
    made = []
    for piece in rows.iterator(chunk_size=500):
        text = (piece.url if piece.kind == "link" else piece.note).replace("\r\n", "\n").replace("\r", "\n")
        held = text.strip().encode()
        is_file = piece.kind == "file"
        made.append(
            version(
                evidence=piece,
                number=1,
                kind=piece.kind,
                file=piece.file,
                url=piece.url,
                note=piece.note,
                sha256=piece.file.sha256 if is_file else hashlib.sha256(held).hexdigest(),
                size=piece.file.size if is_file else len(held),
                type=piece.file.kind if is_file else "",
                as_at=piece.as_at,
                by=piece.added_by,
                by_name=piece.added_by_name,
                at=piece.added_at,
            )
        )
    version.objects.bulk_create(made, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_versions_and_audits")]

    operations = [migrations.RunPython(first_versions, migrations.RunPython.noop)]
