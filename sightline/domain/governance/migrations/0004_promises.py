from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0003_decision_extra"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="decision",
            name="governance_decision_kind_known",
        ),
        migrations.AlterField(
            model_name="decision",
            name="kind",
            field=models.CharField(
                choices=[
                    ("adopt-plan", "Adopt a plan"),
                    ("end-plan", "Close a plan, or end it because another follows"),
                    ("endorse-plan", "Endorse a plan"),
                    ("sign-off", "Sign an action off"),
                    ("embed", "Accept that an action is embedded"),
                    ("reopen", "Reopen an action"),
                    ("end-action", "End an action"),
                    ("close-finding", "Close a finding: it is met"),
                    ("reopen-finding", "Reopen a finding"),
                    ("discharge", "Discharge a promise"),
                    ("cancel-promise", "Cancel a promise: it is not asked for any more"),
                    ("end-body", "End a body"),
                    ("delegate", "Delegate a power"),
                    ("ratify", "Ratify what an inquorate meeting, or urgency, decided"),
                    ("other", "Another decision"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "adopt-plan",
                            "end-plan",
                            "endorse-plan",
                            "sign-off",
                            "embed",
                            "reopen",
                            "end-action",
                            "close-finding",
                            "reopen-finding",
                            "discharge",
                            "cancel-promise",
                            "end-body",
                            "delegate",
                            "ratify",
                            "other",
                        ],
                    )
                ),
                name="governance_decision_kind_known",
            ),
        ),
    ]
