"""Findings and the actions that answer them, written for these tests: few words are shared, as in real papers."""

PAIRS: list[tuple[str, str]] = [
    (
        "Speed up the completion of assessments so that families are not left waiting for help",
        "95% of single assessments to be finished inside 45 working days",
    ),
    (
        "Make sure that care leavers have an up-to-date pathway plan which they helped to write",
        "Personal advisers to co-produce pathway plans with every care experienced young person",
    ),
    (
        "Social workers’ caseloads are too high for them to see children often enough",
        "Recruit 14 permanent practitioners and bring workloads below 18",
    ),
    (
        "Managers’ oversight of casework and the quality of supervision are inconsistent",
        "Introduce monthly reflective supervision, recorded on the child’s file, with a signed template",
    ),
    (
        "Strategy discussions do not routinely include health partners and the police",
        "Daily multi-agency slot so that strategy meetings are attended by police and health colleagues",
    ),
    (
        "Children who go missing are not always offered a timely return home interview",
        "Commission a provider to carry out return interviews within 72 hours of a missing episode",
    ),
    (
        "The views of children are not well recorded and seldom shape plans",
        "Wishes and feelings section made mandatory in the case system, sampled each month",
    ),
    (
        "Thresholds for access to services are not understood by partner agencies",
        "Run continuum of need workshops for schools and health visitors",
    ),
    (
        "Decisions about permanence for children in care take too long",
        "Fortnightly permanency panel to track every looked after child without an agreed long-term plan",
    ),
    (
        "Chronologies are missing from most files, so that risk is not seen over time",
        "Case history tool built into the recording system and required at transfer",
    ),
    (
        "Performance information is unreliable and is not used by leaders to challenge",
        "New weekly dashboard for heads of service, with data quality checked at source",
    ),
    (
        "Too many care leavers live in unsuitable accommodation, including bed and breakfast",
        "Protocol with housing so that no young person leaving care is placed in a hotel",
    ),
    (
        "Health assessments of children looked after are late",
        "ICB to report monthly on initial medicals done in 20 days for CLA",
    ),
    (
        "Audits focus on compliance and not on the difference made to the child",
        "Rewrite the QA framework so that case file audits grade impact, with moderation by the principal social worker",
    ),
    (
        "Private fostering arrangements are not identified or visited in time",
        "Awareness drive with schools and GPs about privately fostered children; visits tracked",
    ),
    (
        "Children at risk of sexual exploitation do not benefit from a coordinated response",
        "Set up a daily CSE and extra-familial harm meeting with a named lead",
    ),
    (
        "Education, health and care plans are not issued within 20 weeks",
        "Clear the backlog of overdue EHCPs with three extra caseworkers",
    ),
    (
        "Independent reviewing officers do not challenge drift and delay",
        "IRO escalation process with a monthly report on disputes resolved",
    ),
    (
        "Pre-proceedings work under the public law outline is allowed to drift",
        "PLO tracker reviewed by the legal gateway panel every two weeks",
    ),
    (
        "Contacts at the front door are not screened promptly",
        "Extra decision-maker in MASH so that referrals are triaged in one working day",
    ),
]

DISTRACTORS: list[str] = [
    "The range of placements for adolescents is too narrow",
    "Foster carers’ annual reviews are overdue",
    "Adoption support is slow to begin",
    "Corporate parents do not hold services to account",
    "Children subject to domestic abuse wait for specialist help",
    "The local safeguarding board does not evaluate training",
    "Advocacy is offered to too few children",
    "Allegations against professionals are not tracked by the designated officer",
    "Short breaks for disabled children are not reviewed",
    "Transition to adult services begins too late",
    "Life story work is not routinely completed",
    "Children educated at home are not known to the service",
]

NOTHING_ALIKE: list[str] = [
    "Resurface the car park at the depot",
    "Buy new chairs for the council chamber",
    "Renew the licence of the tree surgeons",
    "Publish the bus timetable in large print",
    "Grit the roads when frost is forecast",
]

HELD_OUT: list[tuple[str, str]] = [
    (
        "Plans for children are too adult-focused and do not state what must change and by when",
        "Adopt a template in which each child’s plan lists outcomes, dates and who will act",
    ),
    (
        "Homeless 16 and 17 year olds are not told of their rights",
        "Joint housing panel to see every homeless teenager and explain their entitlements",
    ),
    (
        "Neglect is not recognised early enough and families experience repeated re-referrals",
        "Roll out the graded care profile in all locality teams and track re-referral of neglect cases",
    ),
    (
        "Life story work is not routinely completed before children are adopted",
        "Adoption team to finish life journey books ahead of the adoption order",
    ),
    (
        "Newly qualified staff do not have protected time for learning",
        "Assessed and supported year programme with a guaranteed 10% reduction of work for new social workers",
    ),
    (
        "Disabled children move to adult services without sufficient notice",
        "Transition protocol starting at 14 with adult social care",
    ),
    (
        "Too many children are moved from one foster home to another",
        "Placement stability meetings after any first move, led by the fostering manager",
    ),
    (
        "The council does not know enough about children who are electively home educated",
        "Employ a home education officer and visit every pupil off roll",
    ),
    (
        "Parents’ views of SEND services are poor and communication is weak",
        "Monthly newsletter and a parent carer forum chaired by families",
    ),
    (
        "Domestic abuse incidents notified by the police are not triaged with partners",
        "Operation Encompass notifications discussed each morning with the DA navigator",
    ),
    (
        "Emergency duty arrangements out of hours are fragile",
        "Move the out-of-hours team under the head of the front door and fill its vacant posts",
    ),
    (
        "Viability assessments of relatives are of variable quality",
        "Train the kinship team in assessing connected persons to the fostering standards",
    ),
]
"""Written after the words in `likeness_words` were fixed, and never used to choose them."""
