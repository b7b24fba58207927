"""Papers of a council that does not exist, in the layouts that councils print: what fuzzing and measuring start from."""

from __future__ import annotations

REPORT = """\
Report to:\tCHILDREN’S SCRUTINY COMMITTEE
Relevant Officer:\tPost Holder, Director of Children’s Services
Relevant Cabinet Member\tCouncillor Plum Example, Cabinet Member for Children
Date of Meeting:\t14 March 2024

IMPROVEMENT PLAN: SIX MONTHS ON

1.0 Purpose of the report:

1.1 To tell the Committee how far the improvement plan has got since the inspection of September 2023.

2.0 Recommendation(s):

2.1 To note the progress made.

2.2 To agree that the next report comes in September 2024 and says what changed for children.

3.0 Reasons for recommendation(s):

3.1 The Committee asked for a report every six months.

3.2a Is the recommendation contrary to a plan or strategy adopted or approved by the Council?

No

3.2b Is the recommendation in accordance with the Council’s approved budget? Yes

4.0 Other alternative options to be considered:

4.1 None.

5.0 Council Priority:

5.1 The relevant Council Priorities are:

- Homes that are safe and warm
- Stronger communities

6.0 Background Information

6.1 Inspectors visited for a week. Their report was published on 2 November 2023 (Appendix 6a).

6.2 Does the information submitted include any exempt information? No

7.0 List of Appendices:

Appendix 6a: Inspection report
Appendix 6b: Improvement plan, version 3

8.0 Financial considerations:

8.1 The plan costs £1.2 million over two years, which the budget holds.

9.0 Legal considerations:

9.1 None.

10.0 Risk management considerations:

10.1 The risk of losing social workers stands at 16 (was 20).

11.0 Background papers:

11.1 None.
"""

PASTED_REPORT = """\
Elmdale Council
 
Report of the Corporate Director of People to the meeting of the Cabinet to be held 
on 5 June 2024 

Subject: Quality of practice - audit of help at an early time 

Wards affected: All 

1. SUMMARY 

1.1 This report sets out what the audits of January to April 2024 found about help at an 
early time, and what the service has done about it since.  The audits were done by the 

Page 1 of 2

principal social worker with two managers of other services. 

2. RECOMMENDATIONS 

Cabinet is recommended to: 
(a) note the findings of the audits that are set out in section 4 of this report; 
(b) agree the action plan in Appendix 1; and 
(c) delegate changes of its dates to the Corporate Director in consultation with the 
Portfolio Holder. 

3. IMPLICATIONS 

Financial implications: there are none that arise directly from this report. 
Legal implications: the duties lie in section 17 of the Act of 1989. 
Equality impact: an assessment is in Appendix 2. 

Contact Officer: Post Holder, Tel 01632 960001 
Background documents: None 
"""

MINUTES = """\
Home > Council and Democracy > Agenda and minutes

Agenda and minutes

Children’s Scrutiny Committee - Thursday, 14th March, 2024 6.00 pm

Venue: Committee Room 2, Town Hall, Elmdale

Contact: Post Holder  Democratic Governance Adviser

No. Item

1.

DECLARATIONS OF INTEREST

Members are invited to declare any interest in business on this agenda.

Minutes:

Councillor Plum Example declared a personal interest in item 3 because she was a governor of a school.

2.

MINUTES OF THE LAST MEETING HELD ON 11 JANUARY 2024 PDF 219 KB

To agree the minutes as a true record.

Minutes:

The Committee agreed: That the minutes of the meeting held on 11 January 2024 be signed by the Chair as a correct record.

3.

IMPROVEMENT PLAN PDF 1 MB

To consider how far the plan has got.

Additional documents:

Appendix 3a , item 3. PDF 300 KB

Minutes:

Ms Quill Sample, Director of Children’s Services, told the Committee that four of nine actions were done. She undertook to
circulate the audit results before the next meeting.

In response to a question it was agreed that a visit to the front door would be arranged for Members.

The Committee resolved:

1.\xa0\xa0\xa0\xa0\xa0 To note the update.

2.\xa0\xa0\xa0\xa0\xa0 To receive the figures for agency staff in June 2024.

[Councillor Fig Example left the meeting before the next item].

4.

DATE OF NEXT MEETING

To note the date of the next meeting as 13 June 2024 at 6.00 pm.

Supporting documents:
"""

ROUND_BRACKETS_MINUTES = """\
ELMDALE COUNTY COUNCIL

MINUTES of the meeting of the Education Scrutiny Committee held on 4 March 2008 commencing at 10.00 am and finishing at 12.55 pm

Present:

Voting Members: Councillor Plum Example - in the chair

Councillor Fig Example (in place of Councillor Pear Example)

Officers:

Whole of meeting: Q. Sample (Corporate Core)

41/08 APOLOGIES FOR ABSENCE AND TEMPORARY APPOINTMENTS

Apologies were received from Councillor Pear Example.

42/08 MINUTES

The minutes of 22 January 2008 were approved and signed, subject to “twelve” being replaced by “twenty” in minute 35/08.

43/08 FOSTERING

The officers would write to Members with the figures for placements.

RESOLVED: (on a motion by Councillor Fig Example, seconded by Councillor Plum Example and carried by 6 votes to 2) to:

(a) thank the officers for the report; and

(b) ask for the figures on retention by 1 June 2008.

in the Chair

Date of signing
"""

PIPES_MINUTES = """\
Venue: Town Hall, Elmdale
No. | Item |
1. | DECLARATIONS OF INTEREST Members are invited to declare any interest. Minutes: No interests were declared. |
2. | ORAL HEALTH PDF 528 KB To ask the Board to approve the strategy.
Minutes: The Board considered the strategy. Dr Reed Sample said that a plan would follow in the new year.
Resolved:
1. To approve the strategy.
2. To ask for a report in twelve months. |
"""

DECISION = """\
Decision record

Decision maker: Cabinet Member for Children and Families

Decision status: Recommendations approved

Is Key decision?: Yes

Is subject to call in?: Yes

Purpose: To agree the award of a contract for advocacy.

Decision:

1. That the contract be awarded for three years from 1 April 2024.

2. That authority be delegated to the Director of Children’s Services to sign it.

Reasons for the decision: The present contract ends on 31 March 2024.

Alternative options considered: To do nothing, which was rejected because advocacy is a duty.

Report author: Post Holder

Publication date: 12/02/2024

Date of decision: 09/02/2024

Effective from: 20/02/2024
"""

RISKS = """\
Strategic risk register deep dive

The Committee held a deep dive into the Strategic Risk “People” which included the sub-risks (a) Not enough social workers and
(b) Loss of key managers.

(a) Not enough social workers

Ms Quill Sample, Director of Children’s Services, reported that the gross score was 25 and that the net score had fallen from 20
to 16. The controls were a retention payment and a course for leaders. An overseas drive would begin by April 2024.

(b) Loss of key managers

The score for sub-risk (b) was 12.

Resolved: That the update be noted.
"""

REGISTER = """\
Ref\tRisk\tOwner\tGross score\tControls\tNet score\tFurther action
SR1\tPlacements cost more than the budget holds\tDirector of Finance\t20\tBlock contracts\t15\tTwo homes open in May 2024
SR2\tA child is not seen in time\tDirector of Children’s Services\t25\tDaily huddle; audit\t10\tNone
"""

INDICATORS = """\
Indicator\tBaseline\tTarget\tQ1 23/24\tQ2 23/24\tQ3 23/24\tStatus
Assessments in 45 days\t71%\t85%\t74%\t79%\t83%\tAmber
Children with three or more placements\t12%\t8%\t11%\t11%\t10%\tAmber
Care leavers in suitable homes\t80%\t95%\t86%\t88%\t91%\tGreen
"""

PLAN = """\
Ref\tRecommendation\tAction\tLead\tTimescale\tProgress\tRAG
1.1\tImprove oversight\tAgree thresholds with partners\tDirector of Children’s Services\tMarch 2024\tDone\tGreen
1.2\tImprove oversight\tTrain all managers\tPrincipal Social Worker\tQ2 24/25\tTwo of five courses held\tAmber
2.1\tHear children\tSet up a panel\tHead of Participation\tASAP\tNot started\tRed
"""

LETTER = """\
Ofsted
Focused visit to Elmdale children’s services
Inspected on 16 and 17 January 2024
Lead inspector: Reed Sample, His Majesty’s Inspector

This letter summarises the findings of the focused visit to Elmdale children’s services.

Areas for priority action

1. The local authority should take swift action so that children who go missing are seen by a worker.

What needs to improve

\u25fc The quality of supervision, so that plans move on.
\u25fc The timeliness of visits.
"""

ALL = {
    "report": REPORT, "pasted report": PASTED_REPORT, "minutes": MINUTES, "county minutes": ROUND_BRACKETS_MINUTES,
    "pipes": PIPES_MINUTES, "decision": DECISION, "deep dive": RISKS, "register": REGISTER, "indicators": INDICATORS,
    "plan": PLAN, "letter": LETTER,
}  # fmt: skip
