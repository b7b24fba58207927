"""Which printed column is which of ours: a vocabulary as data, and a guess with its score and its reason.

The vocabulary is the union of the columns that councils' plans were seen to have. A field may be met under many
names; a name of two readings ("Priority", "Status") is decided by what stands below it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sightline.ground.lib.dates import MONTHS, find_dates

LEAST = 0.65  # a lower score is no guess


@dataclass(frozen=True, slots=True)
class Field:
    """kind says how a cell is taken apart: ref, text, owners, bodies, date, status, rag, quantities, updates, choice."""

    key: str
    label: str
    kind: str
    synonyms: tuple[str, ...]
    repeatable: bool = False


def _field(key: str, label: str, kind: str, synonyms: str, *, repeatable: bool = False) -> Field:
    return Field(key, label, kind, tuple(name.strip() for name in synonyms.split("|")), repeatable)


FIELDS: tuple[Field, ...] = (
    _field("id", "Sightline's own number", "ref", "sightline id"),
    _field(
        "ref",
        "Reference",
        "ref",
        "ref|reference|no|nos|number|num|item|item no|id|action no|action ref|action number|action id|action reference|"
        "rec no|recommendation no|serial no|s no|line|row|ref no|reference number|kpi no|kpi ref|indicator ref|code|plan ref",
    ),
    _field(
        "theme",
        "Theme",
        "text",
        "theme|priority area|area|workstream|work stream|objective|strategic objective|priority theme|work package|domain|"
        "section|driver|strand|pillar|key theme|improvement area|improvement theme|plan area|service area|priority|area of focus|"
        "focus area|improvement priority|strategic priority|key priority|programme|project",
    ),
    _field("aim", "Aim", "text", "aim|strategic aim|overall aim|goal|vision"),
    _field(
        "finding",
        "Source: finding or recommendation",
        "text",
        "ofsted recommendation|recommendation|area for improvement|areas for improvement|finding|inspection finding|source|issue|"
        "issue identified|identified issue|what needs to improve|area for priority action|areas for priority action|"
        "area for development|areas for development|what inspectors said|ofsted finding|requirement|weakness|why|rationale|"
        "ofsted area|ofsted area for improvement|inspection recommendation|what ofsted said|required improvement|"
        "improvement required|link to ofsted|ofsted reference|source of action|linked recommendation|origin|key issue|"
        "area of improvement|ilacs recommendation|what we need to improve|identified need|statement",
    ),
    _field("category", "Category of the finding", "choice", "category|ofsted category|finding type|recommendation type|type"),
    _field(
        "action",
        "Action",
        "text",
        "action|actions|what|what will we do|action required|actions required|action to be taken|actions to be taken|task|tasks|"
        "activity|activities|key action|key actions|key future actions|future actions|improvement action|planned action|planned actions|"
        "what are we going to do|what we will do|agreed action|action description|description|what will be done|"
        "what needs to be done|what do we need to do|deliverable|deliverables|key activity|key tasks|actions we will take|"
        "smart action|recommended action|specific action|what action|action points|action point|commitment|our action",
    ),
    _field(
        "how",
        "How: steps",
        "text",
        "how|how will we do it|how will we do this|sub action|sub actions|steps|key steps|method|detail|details|approach|"
        "implementation steps|how will it be done|how we will do it|sub task|sub tasks|process|action steps|detailed actions",
    ),
    _field(
        "owner",
        "Owner",
        "owners",
        "owner|owners|lead|leads|who|lead officer|lead officers|responsible|responsible officer|responsible person|person responsible|by whom|"
        "action owner|accountable|accountable officer|accountability|accountable lead|lead person|officer|named lead|assigned to|"
        "responsibility|lead name|who is responsible|delivery lead|operational lead|action lead|lead responsibility|responsible lead|"
        "who will do it|who by|lead manager|lead role|post holder|named officer|lead and support|who will lead|lead professional|"
        "officer responsible|allocated to|lead post|owned by|lead owner",
    ),
    _field(
        "sponsor",
        "Strategic sponsor",
        "owners",
        "sponsor|strategic lead|strategic sponsor|executive lead|executive sponsor|senior responsible officer|sro|senior lead|"
        "accountable director|senior responsible owner",
    ),
    _field(
        "partners",
        "Partners",
        "bodies",
        "partner|partners|support|supported by|supporting officers|contributors|other agencies|agencies involved|partner agencies|"
        "working with|key partners|partners involved|others involved|support required from|stakeholders",
    ),
    _field(
        "delivery_body",
        "Body that delivers",
        "bodies",
        "responsible body|delivering body|delivery body|delivered by|delivery group|delivery|lead agency|organisation|"
        "lead organisation|agency|responsible bodies|responsible organisation|responsible agency",
    ),
    _field("monitoring_body", "Body that monitors", "bodies", "monitoring body|monitoring|monitored by|monitoring group|how monitored|monitoring arrangements"),
    _field(
        "scrutiny_body",
        "Body that scrutinises",
        "bodies",
        "scrutiny|scrutinised by|scrutinising body|scrutiny body|governance|overseen by|oversight|reporting to|governance board|governance group|reports to",
    ),
    _field(
        "cross_scrutiny_body",
        "Second layer of scrutiny",
        "bodies",
        "second scrutiny|cross scrutiny|second layer scrutiny|cross scrutinised by|scrutiny of scrutiny|second level scrutiny",
    ),
    _field("sign_off_body", "Body that signs off", "bodies", "signed off by|sign off body|sign off|sign off by|sign off board|approved by"),
    _field("sign_off_date", "Date signed off", "date", "sign off date|date signed off|signed off date|signed off on|date of sign off|signed off"),
    _field("start", "Start", "date", "start|start date|date started|start by|planned start|commence|commencement date|date from|date raised|date added"),
    _field(
        "due",
        "Due",
        "date",
        "due|due date|target date|deadline|when|by when|timescale|timescales|time scale|timeframe|time frame|completion date|date|end date|"
        "date for completion|target completion date|completion|timeline|when by|to be completed by|expected completion|planned end date|"
        "original due date|delivery date|target completion|date due|complete by|planned completion date|by date|finish|finish date|end|"
        "original date|original target date|implementation date|target timescale|timing|deadline date|date to be completed|planned completion|"
        "original deadline|timeline for completion",
    ),
    _field(
        "revised_due",
        "Revised date",
        "date",
        "revised date|revised due date|new date|revised deadline|revised target date|extended date|revised timescale|revised completion date|"
        "new due date|revised end date|new deadline|amended date",
    ),
    _field("forecast", "Forecast date", "date", "forecast|forecast date|expected date|forecast completion|forecast completion date|anticipated completion date"),
    _field(
        "completed_on",
        "Date completed",
        "date",
        "date completed|completed|actual completion date|actual date|closed date|date closed|completed date|completed on|actual completion|"
        "date of completion|actual end date|date achieved",
    ),
    _field("review_date", "Review date", "date", "review date|review|next review|next review date"),
    _field(
        "progress",
        "Progress",
        "updates",
        "progress|update|updates|progress update|progress achieved|latest update|commentary|comments|comment|narrative|notes|note|"
        "progress to date|latest position|progress report|update on progress|progress notes|progress made|current update|"
        "progress summary|monthly update|quarterly update|position statement|update position|current position|status update|"
        "progress commentary|what have we done|what has been done|summary of progress|activity update|latest progress|"
        "progress and impact|progress against action|position",
        repeatable=True,
    ),
    _field(
        "status",
        "Status",
        "status",
        "status|current status|delivery status|action status|stage|state|progress status|complete|percentage complete|status of action|"
        "completion status|implementation status|complete y n|status now",
    ),
    _field(
        "rag",
        "RAG",
        "rag",
        "rag|brag|rag rating|rag status|brag rating|brag status|rayg|ragb|colour|rating|overall rag|current rag|rag b|b rag|"
        "delivery rag|progress rag|rag score|bragg|rag assessment|action rag|rag this month|brag progress",
        repeatable=True,
    ),
    _field("previous_rag", "Previous RAG", "rag", "previous rag|last rag|rag last month|rag last quarter|previous rating|previous brag|last months rag|prior rag"),
    _field("impact_rag", "RAG of the impact", "rag", "impact rag|outcome rag|rag impact|impact rating"),
    _field("confidence", "Confidence", "choice", "confidence|delivery confidence|on track|confidence level|direction of travel|dot|trend"),
    _field(
        "success_measure",
        "Success measure",
        "quantities",
        "success measure|success measures|success criteria|measure of success|measures of success|how will we know|"
        "how will we know it has worked|outcome|outcomes|intended outcome|intended outcomes|desired outcome|expected outcome|expected outcomes|"
        "what will success look like|what success looks like|impact measure|impact measures|expected impact|intended impact|performance measure|"
        "success indicators|how measured|measured by|what does good look like|success|measure|measures|measurable outcome|"
        "how will success be measured|how will we measure success|how we will know|outcome measure|outcome measures|success factors|what difference will it make|"
        "how will we know we have made a difference|impact outcome|outcome impact|impact and outcome|success criteria measures|"
        "planned outcome|desired impact|outcome for children|impact for children",
    ),
    _field(
        "impact",
        "Impact",
        "text",
        "impact|impact achieved|impact to date|evidence of impact|difference made|so what|impact status|impact on children|"
        "what difference has it made|impact so far|actual impact|impact evidence|outcomes achieved|impact on children and families",
    ),
    _field(
        "indicator",
        "Indicator",
        "text",
        "indicator|kpi|kpis|key performance indicator|key performance indicators|performance indicator|metric|measure name|pi|"
        "linked indicator|linked indicators|indicator name|performance measure description|indicator description|key measure|kpi description",
    ),
    _field(
        "baseline",
        "Baseline",
        "quantities",
        "baseline|starting point|start position|current performance|where are we now|baseline figure|baseline date|baseline position|"
        "baseline performance|baseline data|previous performance|where we are now|baseline value",
    ),
    _field(
        "target",
        "Target",
        "quantities",
        "target|targets|target figure|target value|ambition|target performance|annual target|year end target|end target|target outcome|performance target",
        repeatable=True,
    ),
    _field("milestone", "Milestone", "quantities", "milestone|milestones|key milestones|interim target|interim milestone|trajectory|key milestone", repeatable=True),
    _field(
        "actual",
        "Actual",
        "quantities",
        "actual|actuals|result|results|actual performance|outturn|achieved|current value|latest|latest performance|performance|"
        "latest figure|current|year to date|ytd|latest data|current figure",
        repeatable=True,
    ),
    _field("quarter", "Outcome of a quarter", "updates", "q1|q2|q3|q4|quarter 1|quarter 2|quarter 3|quarter 4|qtr 1|qtr 2|qtr 3|qtr 4", repeatable=True),
    _field(
        "comparator",
        "Comparator",
        "quantities",
        "comparator|england average|national average|statistical neighbour average|statistical neighbours|statistical neighbour|benchmark|england|national|"
        "regional average|region|comparison|sn average|national figure",
        repeatable=True,
    ),
    _field(
        "evidence",
        "Evidence",
        "text",
        "evidence|evidence source|how evidenced|source of evidence|evidence of progress|evidence of completion|supporting evidence|"
        "audit evidence|assurance|verification|evidence base|evidence link|evidence required|how will we evidence|evidence of impact and progress|"
        "evidence of delivery|quality assurance|evidenced by|sources of assurance",
    ),
    _field(
        "resources",
        "Resources",
        "text",
        "resource|resources|cost|costs|budget|funding|resource implications|resources required|resource required|cost and resources|financial implications|resource needed",
    ),
    _field("risk", "Risks", "text", "risk|risks|linked risk|barriers|risk and mitigation|risks and issues|risks barriers|issues and risks|risk to delivery|risks mitigation|barriers to progress"),
    _field("voice", "Voice of the child", "text", "voice of the child|voice|child voice|childrens voice|feedback from children|voice of children|voice of the child evidence"),
    _field("judgement_area", "Judgement area", "choice", "judgement area|judgement|ilacs judgement|inspection judgement area|ilacs judgement area"),
    _field("target_grade", "Grade aimed at", "choice", "target grade|target judgement|grade aimed at|aspirational grade"),
    _field("area_tag", "Tag", "choice", "area tag|tag|tags|team|service"),
    _field("predecessor", "Action it follows", "ref", "predecessor|previous action|previous ref|carried from|old ref|previous plan ref|predecessor action|previous reference"),
    _field("next_phase", "Next phase", "text", "next phase|next phase date|next steps|next step|what next|planned next steps|actions for next period"),
    _field("embedded_date", "Date embedded", "date", "embedded date|date embedded|embedded by|embedded"),
    _field("last_updated", "Last updated", "date", "last updated|date updated|date of update|updated on|date last updated|update date|date of last update|last update"),
    _field("priority", "Priority", "choice", "priority rating|priority level|urgency|high medium low|priority h m l|priority high medium low|prioritisation"),
    _field("polarity", "Which way is good", "choice", "polarity|good is|higher or lower|good performance is|direction"),
    _field("unit", "Unit", "choice", "unit|unit of measure|measured in|units"),
    _field("denominator", "Denominator", "text", "denominator|cohort|population|out of"),
    _field("data_source", "Source of the figures", "text", "data source|source of data|data set|dataset"),
    _field("frequency", "How often", "choice", "frequency|reporting frequency|how often|reported"),
    _field("as_at", "As at", "date", "as at|as at date|data as at|date of data"),
    _field("version", "Version", "text", "version"),
)  # fmt: skip
BY_KEY: dict[str, Field] = {field.key: field for field in FIELDS}

_SMALL_WORDS = {"the", "a", "an", "of", "is", "are", "be", "this", "our", "for"}
RAG_LETTERS = re.compile(r"^(?:[RAGBYPWC](?:\s?[/\-–→>]\s?[RAGBYP])?|(?:dark |light |bright )?(?:red|amber|green|blue|yellow|purple|grey|gray|white|black))"
                         r"(?:\s?[/\-–→>]\s?(?:red|amber|green|blue|yellow))?(?:\s?[↑↓→←▲▼])?$", re.IGNORECASE)  # fmt: skip
PRIORITY_WORDS = re.compile(
    r"^(?:high|medium|med|low|critical|urgent|h|m|l|[1-5]|must|should|could|p[1-4])(?:\s*\(.*\)|\s+priority)?$",
    re.IGNORECASE,
)
QUARTER = re.compile(r"\b(?:q|qtr|quarter)\s?[1-4]\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Guess:
    """What one printed column was taken for.

    column  place from 0;  name  printed name (made unique);  field  key of FIELDS or None;  score  0 to 1
    words   the words that matched;  origin  "memory", "words", "content" or ""
    """

    column: int
    name: str
    field: str | None
    score: float
    words: str
    origin: str


def normal(header: str) -> str:
    """A header as it is compared and remembered: lower case letters and digits, one blank between words."""
    text = re.sub(r"\brag\s*\(?b\)?\b", "rag b", header.lower().replace("’", "").replace("'", ""))
    text = text.replace("#", " no ").replace("%", " percentage ").replace("&", " and ")
    return " ".join(re.findall(r"[a-z]+|\d+", text))


def score(header: str) -> list[tuple[float, str, str]]:
    """The fields that a header could be, best first: (score, field key, words that matched)."""
    full = normal(header)
    bare = normal(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", header)) or full
    found: dict[str, tuple[float, str]] = {}
    for field in FIELDS:
        for synonym in field.synonyms:
            value = _likeness(full, bare, synonym)
            if value >= LEAST and value > found.get(field.key, (0.0, ""))[0]:
                found[field.key] = (value, synonym)
    if QUARTER.search(header) and "quarter" not in found:
        found["quarter"] = (0.75, "quarter")
    if not found and _is_period(header):
        found["actual"] = (LEAST, "a period")
    return sorted(((value, key, words) for key, (value, words) in found.items()), key=lambda one: -one[0])


def guess_columns(
    names: Sequence[str],
    samples: Sequence[Sequence[str]],
    memory: Mapping[str, str | None] | None = None,
    labels: Sequence[str] | None = None,
) -> list[Guess]:
    """Give each column the best field that is still free; a council's own earlier choice comes first.

    samples are some texts of each column; labels are the words to compare where they differ from the printed names.
    """
    memory = memory or {}
    labels = labels or names
    guesses: dict[int, Guess] = {}
    wishes: list[tuple[float, int, str, str, str]] = []
    taken: set[str] = set()
    for column, (name, label) in enumerate(zip(names, labels, strict=True)):
        if normal(name) in memory:
            key = memory[normal(name)]
            if key is not None and key not in BY_KEY:
                key = None
            guesses[column] = Guess(column, name, key, 1.0, name, "memory")
            if key:
                taken.add(key)
            continue
        for value, key, words in score(label):
            wishes += _by_content(column, value, key, words, samples[column])
    for value, column, key, words, origin in sorted(wishes, key=lambda wish: (-wish[0], wish[1])):
        if column in guesses or (key in taken and not BY_KEY[key].repeatable):
            continue
        guesses[column] = Guess(column, names[column], key, round(value, 2), words, origin)
        taken.add(key)
    return [guesses.get(column, Guess(column, name, None, 0.0, "", "")) for column, name in enumerate(names)]


def _likeness(full: str, bare: str, synonym: str) -> float:
    if synonym in (full, bare):
        return 1.0
    wanted, given = _tokens(synonym), _tokens(bare)
    given = {token for token in given if not token.isdigit() and token not in MONTHS} or given
    if not wanted or not given or not wanted <= given:
        return 0.0
    if wanted == given:
        return 0.97
    if len(given) > 8:
        return 0.0
    return 0.55 + 0.4 * len(wanted) / len(given)


def _tokens(text: str) -> set[str]:
    tokens = set(text.split()) - _SMALL_WORDS
    return {
        token[:-1] if len(token) > 3 and token.endswith("s") and not token.endswith("ss") else token
        for token in tokens
    }


def _is_period(header: str) -> bool:
    """Whether a header is nothing but a month, quarter or year: the figure of that time."""
    found = find_dates(header)
    if not found or re.search(r"\d\s?%|£|\d\.\d+\s*\(", header) or len(header) > 40:
        return False
    rest = header
    for one in reversed(found):
        rest = rest[: one.start] + rest[one.end :]
    return len(re.findall(r"[A-Za-z]+", rest)) <= 1


def _by_content(
    column: int, value: float, key: str, words: str, sample: Sequence[str]
) -> list[tuple[float, int, str, str, str]]:
    """Wishes for one column and field, moved by what stands below the header."""
    texts = [text.strip() for text in sample if text and text.strip()]
    if texts:
        if (
            key in ("status", "progress", "success_measure", "impact", "confidence")
            and _share(RAG_LETTERS, texts) >= 0.8
        ):
            return [(0.9, column, "rag", words, "content")]
        if key == "theme" and words == "priority" and _share(PRIORITY_WORDS, texts) >= 0.8:
            return [(0.95, column, "priority", words, "content")]
        if key == "rag" and words in ("rating", "colour") and _share(RAG_LETTERS, texts) < 0.5:
            return [(0.62, column, key, words, "words")]
    return [(value, column, key, words, "words")]


def _share(pattern: re.Pattern[str], texts: Sequence[str]) -> float:
    return sum(1 for text in texts if pattern.match(text)) / len(texts)
