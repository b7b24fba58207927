"""The words under which councils print the parts of a report. Headings are known by words, never by number.

`plain()` is the form in which headings and labels are compared; `section_of` and `topics_of` answer for one printed phrase.
To teach the reader another heading for all councils, add it here; what one council taught comes in as `memory`.
"""

from __future__ import annotations

import re
from functools import lru_cache

CONSIDERATIONS = (
    "financial", "legal", "human_resources", "risk", "equalities", "sustainability", "ethical", "consultation",
)  # fmt: skip
SECTIONS = (
    "purpose", "summary", "recommendations", "reasons", "alternatives", "council_priorities", "background",
    "implications", "appendices", "background_papers", *CONSIDERATIONS, "other_consideration", "other",
)  # fmt: skip
LONGEST_HEADING = 200  # characters

_BLANKS = re.compile(r"\s+")
_LEADING = re.compile(
    r"^(?:(?:\d{1,3}(?:\.\d{1,3})*[a-z]?|[a-z]|[ivx]{1,5})[.)]\s+|\d{1,3}(?:\.\d{1,3})*\s+|\([a-z0-9]{1,4}\)\s+)"
)


@lru_cache(maxsize=4096)
def plain(printed: str) -> str:
    """A heading as it is compared: lower case, no number before it, no colon or stop after it, "(s)" as "s"."""
    text = printed.replace("\xa0", " ").replace("**", "").replace("’", "'").replace("‘", "'").casefold()
    text = (
        text.replace("&", " and ")
        .replace("(s)", "s")
        .replace("(ies)", "ies")
        .replace("–", "-")
        .replace("—", "-")
    )
    text = _BLANKS.sub(" ", text).strip(' "“”_*')
    text = _LEADING.sub("", text)
    text = re.sub(r" ?/ ?", "/", text)
    return text.strip(" :;.-–_*?").strip()


# --- the parts of a report -----------------------------------------------------------------------------------------
_BODY = (
    r"(?:the )?(?:full )?(?:[\w',/ -]{0,50} )?(?:committee|cabinet|board|panel|executive"
    r"|council|commission|forum|members?|group|partnership|governors|trust)"
)
_REPORT = r"(?:the |this )?(?:report|paper|briefing|item|update|document)"
_PATTERNS: dict[str, tuple[str, ...]] = {
    "background_papers": (
        r"(?:list of |the |any )?background (?:papers?|documents?|reading|reports?|material)(?:[ ,(:/-].{0,140})?",
        r"(?:inspection of|access to|list of|other|published|unpublished|reference"
        r"|supporting) (?:papers|background papers)(?: .{0,80})?",
        r"(?:local government )?\(?access to information\)?(?: act)?.{0,80}",
        r"local government act 1972.{0,80}background (?:papers|documents).{0,60}",
        r"(?:background )?(?:documents|papers) (?:used|relied upon|referred to|consulted|available)\b.{0,80}",
        r"(?:reference|source) documents?|sources? of (?:further |background )?information"
        r"|further reading|bibliography",
        r"(?:are there any )?background (?:papers|documents).{0,60}",
    ),
    "appendices": (
        r"(?:list of |schedule of |the )?(?:appendix|appendices|annexe?s|annexe?|attachments?|enclosures?)"
        r"(?:[/ ](?:and |or )?(?:appendices|annexe?s|attachments?|enclosures?|attached|included"
        r"|list|to|this|the|report|with|are|is|as|follows|background documents?"
        r"|supporting documents?|supporting information|:))*",
        r"(?:supporting|attached|report|accompanying) (?:documents?|documentation|attachments?"
        r"|papers)(?: (?:attached|to this report|list))?",
        r"use of appendices|documents? attached(?: .{0,30})?|appendices?/annex(?:es)?|list of attached documents"
        r"|list of attached information",
    ),
    "recommendations": (
        r"(?:the |officers?'?s?'? |draft |proposed |specific |key |formal |report |our |summary of )*recommendations?"
        rf"(?:(?: to| for| by) (?:be considered by )?{_BODY})?(?:(?: and"
        rf"| with) (?:the )?(?:reasons?|rationale)(?: .{{0,40}})?)?",
        r"recommendations?(?: \(.{0,60}\)|/decisions?.{0,30}|/actions?.{0,30}| are| is"
        r"| of (?:this |the )?report| of the (?:director|chief|head|officer|cabinet member"
        r"|executive member|portfolio)[\w', ]{0,60})",
        r"recommended(?: (?:that|to|decisions?|actions?|resolutions?|way forward))?"
        r"|recommendations?/(?:proposed|recommended) (?:decision|action|resolution)s?",
        r"(?:the )?(?:proposed |draft )?(?:decisions?|actions?|resolutions?)(?: (?:is |are "
        r"|being )?(?:required|requested|sought|needed|recommended|proposed|asked for))(?: (?:of"
        r"|by|from) .{0,50})?",
        rf"(?:what (?:is|are) |the )?{_BODY} (?:is |are )?(?:being )?(?:therefore )?(?:asked"
        rf"|recommended|invited|requested) (?:to(?: do| agree| consider| note| approve)?"
        rf"|that)?(?: .{{0,20}})?",
        rf"(?:what )?(?:action|decision)s? (?:is|are|required) (?:required )?(?:of|from|by) {_BODY}",
        rf"(?:this|the) report makes the following recommendations?(?: to {_BODY})?",
        r"it is (?:therefore )?(?:recommended|proposed)(?: that)?"
        r"|(?:that )?it be recommended(?: that)?|the recommendations? (?:is|are)(?: as follows"
        r"| that)?",
        r"matters? for (?:decision|determination)|proposed (?:decision|resolution)s?"
        r"|decisions?/recommendations?|recommendations?/decisions?",
        r"(?:key )?(?:asks?|request) (?:of|to|for) (?:the )?(?:board|committee|cabinet|panel|members)",
    ),
    "reasons": (
        r"(?:the |summary of |preferred option and )?(?:the )?(?:reasons?|rationale"
        r"|justification)(?:/benefits?)? (?:for|behind|supporting|of)(?: the| this| these"
        r"| making the| bringing the| its| our)?"
        r"(?: officers?'?s?| proposed| recommended| preferred| report)*"
        r" (?:recommendations?|decisions?|proposals?|options?|actions?|approach"
        r"|course of action)(?:/\w+)?(?: .{0,80})?",
        r"(?:reasons?|rationale|recommendation rationale)",
        r"(?:summary|conclusions?)(?:(?:/| and | & |, )(?:summary|conclusions?))*(?:/| and |, )(?:the )?"
        r"reasons? for (?:the |these )?(?:recommendations?|decisions?|proposals?)",
        r"reasons? for (?:the |this )?proposals? and (?:its |their )?benefits?",
        r"why (?:is|are) (?:this|these|the) (?:decision|recommendation)s? (?:needed|recommended|being made|proposed)",
    ),
    "alternatives": (
        r"(?:(?:analysis|consideration|details?|summary|evaluation)(?: and (?:consideration"
        r"|evaluation|analysis))? of )?(?:the |any |all |other |available )*"
        r"alternatives?(?: (?:options?|courses? of action|proposals?|solutions?|approaches))?(?: .{0,90})?",
        r"(?:any |the |what )?other (?:alternative )?(?:options?|courses? of action)(?: .{0,90})?",
        r"(?:available |the |all )?options? (?:that (?:were|have been) |which (?:were|have been) "
        r"|to be )?(?:considered|appraisal|available|appraised|rejected|explored|evaluated"
        r"|analysis|and (?:alternatives|appraisal|analysis|evaluation))(?: .{0,80})?",
        r"available options|options appraisal|options|consideration of options|analysis of options"
        r"|evaluation of options|options? under consideration|options?/alternatives?|alternatives?/options?",
    ),
    "council_priorities": (
        r"(?:(?:the )?(?:relevant|relevance|links?|linked|linkages?|contribution|contributes?"
        r"|contributing|alignment|impact|delivering|supporting|relationship|implications?"
        r"|connection|fit|which|how does this|meeting)"
        r" ?(?:with|to|towards?|on|of|for|support|meet)? ?)?(?:the |our |its |this |these |delivery of |delivering )*"
        r"(?:council|corporate|strategic|cabinet|borough|city|county|organisational"
        r"|community)(?:'s)?(?: (?:plan|and|or|strategic|corporate|service|key|policy)|/(?:service"
        r"|strategic|community|partnership|directorate|council|city|borough|council plan))*"
        r" ?(?:priority|priorities|objectives?|aims?|outcomes?|plan|themes?|ambitions?|goals?"
        r"|aspirations?|vision|priorities/\w+)(?:(?: and|/| or|,| -|:| \(| implications| links"
        r"| for| supported| addressed| met| of| which| this| \d).{0,60})?",
        r"priority|priorities|relevant priorit(?:y|ies)|(?:council )?polic(?:y"
        r"|ies) and (?:the )?.{0,30}(?:plan|priorities)|(?:links?|contribution) (?:to"
        r"|with) .{3,60}(?:strateg(?:y|ies)|plans?|priorit(?:y|ies)|objectives?|outcomes?)"
        r"|contributions? to (?:the )?(?:council|corporate).{0,50}|core purpose.{0,30}"
        r"|strategic plan|best council plan(?: .{0,40})?|council plan(?: .{0,60})?|corporate plan(?: .{0,60})?",
    ),
    "purpose": (
        rf"(?:the |report |main )?(?:purpose|aims?|object(?:ive)?s?) of {_REPORT}(?:(?: and|/|,| -|\().{{0,60}})?",
        r"(?:the )?purpose(?:/summary|/decision.{0,20}| and (?:summary|scope|context|background"
        r"|introduction|recommendations?)| of)?(?: of)?",
        r"report purpose|(?:executive )?summary (?:and|of) purpose|summary/purpose|purpose/summary of (?:the )?report"
        r"|introduction and purpose(?: of (?:the )?report)?|purpose and (?:reason"
        r"|content)s?.{0,30}",
        rf"what is {_REPORT} about|why (?:is|has) {_REPORT} (?:being |been |come |coming "
        rf"|needed )?.{{0,50}}|reasons? for (?:the |this )?(?:report|paper|submission"
        rf"|item)(?: .{{0,40}})?",
        r"(?:describe )?(?:the )?issues? under consideration|issues? for (?:decision|consideration"
        r"|discussion)|matters? for consideration|reason for (?:the )?report|report aims?",
    ),
    "summary": (
        rf"(?:executive |brief |management |report |key |short )*summary(?:(?: of)? (?:{_REPORT}"
        rf"|(?:the )?(?:main |key )?(?:issues?|points?|messages?|proposals?|content"
        rf"|findings)))?(?: \(.{{0,60}}\))?",
        r"synopsis|abstract|summary statement|(?:executive )?summary (?:and"
        r"|of) (?:the )?(?:recommendations?|background|introduction|decisions?)|key (?:points"
        r"|messages|headlines)|report in brief"
        r"|headlines|overview of the report",
        r"summary of (?:the )?(?:main |key )?issues.{0,60}",
    ),
    "implications": (
        r"(?:corporate |other |key |summary of |general |officer |statutory officers?'? |wider "
        r"|specialist |supporting |specific |council |additional |any )*"
        r"(?:implications?|considerations|impact assessments?|corporate considerations"
        r"|compliance (?:matters|issues)|officer comments|corporate issues)"
        r"(?: (?:of|from|arising from|for|in) (?:the |this )?(?:report|recommendations?|decisions?"
        r"|proposals?|council|members))?(?:/\w+)?",
        r"(?:financial|legal|resource)(?:,? (?:financial|legal|risk"
        r"|equality))* and other (?:significant )?implications"
        r"|statutory officers?'?s? comments.{0,100}",
        r"(?:other |key )?(?:cross[- ]cutting (?:issues|implications)(?:.{0,40})?"
        r"|consideration of implications|assessment of implications"
        r"|comments of (?:the )?statutory officers?)",
        r"implications? and (?:comments|impact assessments?|considerations?)"
        r"|implications? (?:checklist|assessment|and considerations?"
        r"|relevant to this report)",
    ),
    "background": (
        r"(?:the )?(?:background|introduction|context)(?:(?: and|/|,| to| of| -| information"
        r"| detail| details| summary| context).{0,70})?",
        r"key information|main (?:body|report|issues)(?: .{0,30})?|(?:the )?(?:current"
        r"|present) (?:position|situation)(?: .{0,20})?|position statement",
        r"(?:the )?report(?: details?| information| content)?|(?:further |more |report "
        r"|supporting |additional )?(?:details?|detailed (?:report|information|considerations?)"
        r"|information)(?: of (?:the )?report)?|body of (?:the )?report|the main report",
        r"(?:relevant |key |main |the )?issues(?: and options| for consideration| to consider)?"
        r"|discussion|narrative|supporting information|content|setting the scene",
    ),
    "other": (
        r"next steps?|conclusions?|(?:timetable|timescales?|timeline|key dates)(?: .{0,60})?"
        r"|proposals?|(?:the )?proposed (?:way forward|action|approach)|progress(?: to date"
        r"| update| .{0,30})?|update",
        r"performance(?: .{0,30})?|glossary(?: .{0,30})?|definitions|policy context"
        r"|policy framework(?: and budget)?|statutory framework|evidence base|key decision.{0,40}"
        r"|call[- ]in.{0,40}|urgency.{0,30}|scrutiny.{0,40}|implementation date.{0,40}"
        r"|consideration by .{0,80}|council approval required|cabinet member introduction"
        r"|post decision implementation|approvals?|sign[- ]off|report sign[- ]?off"
        r"|implementation.{0,40}|monitoring(?: and .{0,30}| arrangements| of .{0,30})?"
        r"|documents in members'? rooms?|glossary of .{0,60}|please include a glossary.{0,80}"
        r"|published documents referred to in compiling (?:this|the) report",
        r"how will success be measured|what is the timetable.{0,80}|what impact will this proposal have"
        r"|options,? timescales and measuring success|how will .{3,60} be (?:monitored|measured|delivered)",
    ),
}
# Words without which no pattern above can fit: they spare most lines of a paper the patterns themselves.
_STEMS = re.compile(
    r"append|annex|attach|enclos|strateg|links?\b|document|recommend|decision|action"
    r"|resolution|asked|invited|requested|proposed|required|request|asks?\b|reason|rationale"
    r"|justification|why\b|alternativ|option"
    r"|priorit|objective|aim|outcome|plan|theme|ambition|goal|aspiration|vision|contribution"
    r"|core purpose|purpose|what is|issue|matter|summary|synopsis|abstract|summary statement"
    r"|key|headline|overview|brief|implication|consideration|impact|compliance|comments|cross"
    r"|background|introduction|context|report|position|situation|detail|information|discussion"
    r"|narrative|content|setting|next step|conclusion|time|proposal|progress|update"
    r"|performance|glossary|definitions|policy|framework|evidence|call|urgency|scrutiny"
    r"|approval|sign|implementation|monitoring|access|reference|source|reading|bibliography"
    r"|papers|inspection|measured|monitored"
)
_SUFFIX_STEMS = re.compile(
    r"implication|consideration|comment|issue|matter|impact|analysis|assessment|advice"
    r"|observation|statement|dut(?:y|ies)|effect|undertaken|carried|process|appraisal|input"
    r"|clearance|response|result|outcome|screening|consequence|aspect|mitigation|strategy"
    r"|requirement|context|powers|cost|consult|equalit|risk|views|other"
)
_COMPILED = tuple(
    (key, re.compile("|".join(f"(?:{pattern})" for pattern in patterns)))
    for key, patterns in _PATTERNS.items()
)
_ORDER_FIRST = ("background_papers", "appendices", "recommendations", "reasons", "alternatives")
_ORDER_LAST = ("council_priorities", "purpose", "summary", "implications", "background", "other")

# --- considerations, implications, comments ------------------------------------------------------------------------
_TOPICS: dict[str, str] = {
    "human_resources": (
        r"human resources?(?: management)?|hr|h\.r\.?|staffing|staff|workforce|employment"
        r"|employees?|personnel|people management|organisational development|manpower"
        r"|establishment"
    ),
    "financial": (
        r"financial(?: management)?|finances?|resources?|resourcing|budget(?:ary|s)?|fiscal|costs?"
        r"|value for money|vfm|funding|revenue|capital|chief finance officer"
        r"|chief financial officer|section 151(?: officer)?|s\.?151(?: officer)?|borough treasurer"
        r"|treasurer|money"
    ),
    "legal": (
        r"legal|law|legislative|statutory|constitution(?:al)?|monitoring officer|legal services"
        r"|solicitor|city solicitor|borough solicitor|vires"
    ),
    "risk": r"risks?(?: (?:management|assessment|register|and opportunit(?:y|ies)|mitigation))?",
    "equalities": (
        r"equalit(?:y|ies)|equal opportunit(?:y|ies)|equity|diversity|inclusion|inclusive\w*|eia"
        r"|equia|eqia|community cohesion|cohesion|public sector equality duty"
        r"|equality act(?: 2010)?|protected characteristics|fairness"
    ),
    "sustainability": (
        r"sustainab\w+|climate(?: change| emergency| action)?(?: and nature)?|environment(?:al)?"
        r"|carbon(?: reduction| footprint)?|net zero|greenhouse gas(?: emissions)?"
        r"|co2(?: emissions)?|emissions|biodiversity|ecolog\w+|energy|green|air quality"
    ),
    "ethical": r"ethic(?:al|s)",
    "consultation": (
        r"(?:public |stakeholder |community |internal |external |internal/external "
        r"|internal and external )*(?:consult(?:ation|ations|ees?|ed)|engagement)|co-?production"
        r"|communications?|public involvement|stakeholders?|involvement|representations"
    ),
}
_OTHER_TOPICS = (
    r"crime and disorder|crime|disorder|anti-?social behaviour|community safety|safeguarding"
    r"|safer|children(?:'s)?(?: rights| and young people)?|corporate parent(?:ing)?"
    r"|young people|young persons"
    r"|looked after children|families|public health|health(?: (?:and|/) ?(?:wellbeing"
    r"|well-being|safety|social care|equality))?|wellbeing|well-being|property"
    r"|assets?(?: management)?|estates?|land|ict|it|digital|technology|information technology"
    r"|data(?: protection)?|information(?: governance| security)?|privacy|gdpr|procurement"
    r"|commercial|contracts?|contractual|social value|human rights(?: act)?|welsh language"
    r"|language|rural(?: communities| proofing)?|vulnerable (?:adults|people)|voluntary sector"
    r"|partners?(?:hips?)?|policy(?: framework)?|performance|customers?|communit(?:y|ies)"
    r"|localism|future generations|town and parish councils?|parish|ward|transport|highways?"
    r"|planning|counter[- ]fraud|fraud|insurance|safety"
    r"|socio-?economic(?: duty)?|economic|economy|regeneration|growth|poverty|child poverty"
    r"|access|service delivery|service|education|schools?|housing|social|political|media"
    r"|publicity|respect|third sector|best value"
    r"|governance|trade unions?|armed forces|military covenant|dementia|accessibility"
    r"|integration|transformation|efficiency|delivery|technical data"
)
_JOIN = r"(?: ?(?:,|/|-|and|or|including|\+) ?(?:and |any |other |the )?)"
_ANY_TOPIC = "(?:" + "|".join(f"(?:{pattern})" for pattern in _TOPICS.values()) + f"|(?:{_OTHER_TOPICS}))"
_SUFFIX = (
    r"(?:(?:and )?(?:the |its )impacts?|implications?|considerations?|comments?|issues?"
    r"|matters?|impacts?(?: assessments?)?|analysis|assessments?(?: and analysis)?|advice"
    r"|observations?|statement|dut(?:y|ies)"
    r"|effects?|undertaken|carried out|process|appraisal|input|clearance|responses?|results?"
    r"|outcomes?|screening|officer comments?|consequences|aspects|and mitigation|mitigations?"
    r"|strategy|requirements|context|powers|services comments?|opportunities(?: and implications)?"
    r"|and mitigation of risks?|representations|technical data)"
)
_LEAD_WORDS = (
    r"(?:the |any |other |corporate |key |report |what (?:are|is) the |what |are there any "
    r"|is there any |are there |impact on |impact upon |implications? for |effects? on "
    r"|specific |relevant |strategic |public |general |officer |detailed |summary of |tackling |associated "
    r"|assessment and mitigation of |assessment of |mitigation of "
    r"|results of |outcome of |details of |views of |wider )*"
)
_TOPIC_LIST = rf"(?P<topics>{_ANY_TOPIC}(?:{_JOIN}{_ANY_TOPIC}|(?: {_ANY_TOPIC}))*)"
_WITH_SUFFIX = re.compile(
    rf"{_LEAD_WORDS}{_TOPIC_LIST}(?:'s?)?(?: colleagues?'?s?| officers?'?s?| services?"
    rf"| team)?(?: {_SUFFIX})(?:(?: ?/ ?| and | or |, ?| ){_SUFFIX})*(?P<rest>(?: ?[(/,:;-]"
    rf"| and\b| including\b| of\b| for\b| from\b| arising\b| on\b| in\b| with\b| to\b| by\b"
    rf"| as\b| relating\b| where\b| that\b| \().{{0,130}})?"
)
_WITHOUT = re.compile(
    rf"{_LEAD_WORDS}{_TOPIC_LIST}(?P<rest> \(.{{0,80}}\)?| (?:with|on|regarding|about|to date"
    rf"|summary|outcomes?|feedback)\b.{{0,60}})?"
)
_COMMENTS_OF = re.compile(
    r"(?:comments?|advice|implications?|observations|statement|views|financial comments"
    r"|legal comments)(?: provided| received)? (?:of|from|by|for) (?:the )?(?P<topics>.{2,90})"
)
_QUESTIONS = (
    (
        "financial",
        re.compile(
            r"(?:what|how much) (?:will|would|does) (?:it|this|the proposal) cost.{0,60}"
            r"|how will (?:it|this) be (?:financed|funded|paid for).{0,30}"
        ),
    ),
    (
        "consultation",
        re.compile(
            r"(?:what|which) consultations? (?:has|have) .{0,60}|who (?:has been|was|have you"
            r"|needs to be|will be) consulted.{0,40}|(?:has|have) .{0,40}been consulted.{0,30}"
            r"|consulted(?: with)?"
        ),
    ),
    (
        "equalities",
        re.compile(r"has an? (?:equality|equalities).{0,60}|(?:are there any|what are the) equalit.{0,60}"),
    ),
    ("risk", re.compile(r"what (?:risks are there|are the (?:key |main )?risks).{0,60}")),
)
_OTHER_IMPLICATIONS = re.compile(
    r"(?:implications?|impact) (?:for|on|upon) (?:the |our )?[\w',/ -]{3,90}"
    r"|(?:any )?other (?:significant |relevant )?(?:implications?|considerations?|impacts?)"
    r"|(?:[\w',/-]+ ){1,6}implications?"
)
_UMBRELLA = next(pattern for key, pattern in _COMPILED if key == "implications")
_TAKES_IN = re.compile(
    r"(?:[\w',/-]+ ){1,6}implications? \((?:incorporating|including) (?P<topics>[^()]{3,120})\)?"
)
_FIND = tuple((key, re.compile(rf"\b(?:{pattern})(?!\w)")) for key, pattern in _TOPICS.items())


@lru_cache(maxsize=4096)
def section_of(words: str) -> str | None:
    """The section that a heading in its plain form begins, or None. Considerations are answered by `topics_of`."""
    if not words or len(words) > LONGEST_HEADING or not _STEMS.search(words):
        return None
    for key, pattern in _COMPILED:
        if key in _ORDER_FIRST and pattern.fullmatch(words):
            return key
    if topics_of(words, bare=False):
        return None
    for key, pattern in _COMPILED:
        if key in _ORDER_LAST and pattern.fullmatch(words):
            return key
    return None


@lru_cache(maxsize=4096)
def topics_of(words: str, bare: bool) -> tuple[str, ...]:
    """The considerations that a heading in its plain form names; ("other_consideration",) for one that has no key of its own.

    bare  whether the subject alone ("legal", "risk management") is enough, without "implications" or a like word.
    """
    if not words or len(words) > LONGEST_HEADING or (not bare and not _SUFFIX_STEMS.search(words)):
        return ()
    if _UMBRELLA.fullmatch(words):
        return ()
    for key, pattern in _QUESTIONS:
        if pattern.fullmatch(words):
            return (key,)
    found = _WITH_SUFFIX.fullmatch(words) or _COMMENTS_OF.fullmatch(words)
    if not found and bare:
        found = _WITHOUT.fullmatch(words)
    if not found:
        taken_in = _keys_in_brackets(words)
        if taken_in:
            return taken_in
        return (
            ("other_consideration",)
            if _OTHER_IMPLICATIONS.fullmatch(words) and not _UMBRELLA.fullmatch(words)
            else ()
        )
    keys = _keys(found["topics"])
    if not keys and found.re is _COMMENTS_OF and not _OTHER_IMPLICATIONS.fullmatch(words):
        return ()
    return keys or ("other_consideration",)


def _keys_in_brackets(words: str) -> tuple[str, ...]:
    """Known subjects that a heading with another subject takes in ("Wellbeing implications (incorporating equalities)")."""
    found = _TAKES_IN.fullmatch(words)
    return _keys(found["topics"]) if found else ()


def _keys(topics: str) -> tuple[str, ...]:
    """The known considerations in a list of subjects, in the order printed."""
    rest, found = topics, []
    for key, pattern in _FIND:
        match = pattern.search(rest)
        if match:
            found.append((topics.find(match.group()), key))
            rest = pattern.sub(lambda hit: " " * len(hit.group()), rest)
    return tuple(key for _, key in sorted(found))
