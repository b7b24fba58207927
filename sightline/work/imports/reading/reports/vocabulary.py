"""The words under which councils print the parts of a report. Headings are known by words, never by number.

`plain()` is the form in which headings and labels are compared; `section_of` and `label_of` answer for one printed phrase.
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
        r"use of appendices|documents? attached(?: .{0,30})?|appendices?/annex(?:es)?|list of attached documents",
    ),
    "recommendations": (
        r"(?:the |officers?'?s?'? |draft |proposed |specific |key |formal |report |our |summary of )*recommendations?"
        rf"(?:(?: to| for| by) (?:be considered by )?{_BODY})?(?:(?: and"
        rf"| with) (?:the )?(?:reasons?|rationale)(?: .{{0,40}})?)?",
        r"recommendations?(?: \(.{0,60}\)|/decisions?.{0,30}|/actions?.{0,30}| are| is"
        r"| of (?:this |the )?report| of the (?:director|chief|head|officer|cabinet member"
        r"|executive member|portfolio)[\w', ]{0,60})",
        r"recommended(?: (?:that|to|decisions?|actions?|resolutions?|way forward))?",
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
        r"|evaluation of options",
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
        r"|best council plan(?: .{0,40})?|council plan(?: .{0,60})?|corporate plan(?: .{0,60})?",
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
        r"|documents in members'? rooms?",
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
    r"|papers|inspection"
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
        r"sustainab\w+|climate(?: change| emergency| action)?|environment(?:al)?"
        r"|carbon(?: reduction| footprint)?|net zero|greenhouse gas(?: emissions)?"
        r"|co2(?: emissions)?|emissions|biodiversity|ecolog\w+|energy|green|air quality"
    ),
    "ethical": r"ethic(?:al|s)",
    "consultation": (
        r"(?:public |stakeholder |community |internal |external |internal/external "
        r"|internal and external )*(?:consult(?:ation|ations|ees?|ed)|engagement)|co-?production"
        r"|communications?|public involvement|stakeholders?|involvement"
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
    r"|integration|transformation|efficiency|delivery"
)
_JOIN = r"(?: ?(?:,|/|-|and|or|including|\+) ?(?:and |any |other |the )?)"
_ANY_TOPIC = "(?:" + "|".join(f"(?:{pattern})" for pattern in _TOPICS.values()) + f"|(?:{_OTHER_TOPICS}))"
_SUFFIX = (
    r"(?:(?:and )?(?:the |its )impacts?|implications?|considerations?|comments?|issues?"
    r"|matters?|impacts?(?: assessments?)?|analysis|assessments?(?: and analysis)?|advice"
    r"|observations?|statement|dut(?:y|ies)"
    r"|effects?|undertaken|carried out|process|appraisal|input|clearance|responses?|results?"
    r"|outcomes?|screening|officer comments?|consequences|aspects|and mitigation|mitigations?"
    r"|strategy|requirements|context|powers|services comments?)"
)
_LEAD_WORDS = (
    r"(?:the |any |other |corporate |key |report |what (?:are|is) the |what |are there any "
    r"|is there any |are there |impact on |impact upon |implications? for |effects? on "
    r"|specific |relevant |strategic |public |general |officer |detailed |summary of "
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
    ("risk", re.compile(r"what (?:risks are there|are the risks).{0,60}")),
)
_OTHER_IMPLICATIONS = re.compile(
    r"(?:implications?|impact) (?:for|on|upon) (?:the |our )?[\w',/ -]{3,90}"
    r"|(?:any )?other (?:significant |relevant )?(?:implications?|considerations?|impacts?)"
    r"|(?:[\w',/-]+ ){1,6}implications?"
)
_UMBRELLA = next(pattern for key, pattern in _COMPILED if key == "implications")
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
        return (
            ("other_consideration",)
            if _OTHER_IMPLICATIONS.fullmatch(words) and not _UMBRELLA.fullmatch(words)
            else ()
        )
    keys = _keys(found["topics"])
    if not keys and found.re is _COMMENTS_OF and not _OTHER_IMPLICATIONS.fullmatch(words):
        return ()
    return keys or ("other_consideration",)


def _keys(topics: str) -> tuple[str, ...]:
    """The known considerations in a list of subjects, in the order printed."""
    rest, found = topics, []
    for key, pattern in _FIND:
        match = pattern.search(rest)
        if match:
            found.append((topics.find(match.group()), key))
            rest = pattern.sub(lambda hit: " " * len(hit.group()), rest)
    return tuple(key for _, key in sorted(found))


# --- labels of the head --------------------------------------------------------------------------------------------
_PERSON = (
    r"(?:corporate |executive |strategic |lead |responsible |relevant |accountable |reporting "
    r"|presenting |report |senior |service |assistant |interim )*"
)
_LABELS: dict[str, str] = {
    "report_to": (
        r"(?:report |paper |submitted |presented |for submission )?to|(?:committee|cabinet|board"
        r"|body|panel|meeting|decision[- ]?maker|decision (?:maker|body|taker)"
        r"|final decision[- ]?maker|decision[- ]making body|name of (?:committee|meeting|body)"
        r"|committee name and date of committee meeting|committee considering (?:the )?report"
        r"|committee name|committee/meeting"
        r"|forum)(?: \(.{0,40}\))?|report to be submitted to|(?:meeting of|report for)(?: the)?"
    ),
    "relevant_officer": (
        r"relevant (?:chief )?officers?|.{0,40}(?:director"
        r"|officer) approving submission of (?:the )?report|report authorised by"
        r"|relevant (?:director|head of service)s?"
    ),
    "report_of": (
        r"(?:joint )?report(?:ed)?(?: of| by| from)(?: the)?|submitted by|presented by"
        r"|report presented by|from|paper (?:from|by)|report (?:originator|presented by)"
    ),
    "lead_officer": (
        rf"(?:{_PERSON})(?:lead|responsible|accountable) (?:chief )?(?:officer|director)s?"
        rf"|(?:corporate|executive|strategic|lead|service|responsible|reporting) (?:director"
        rf"|officer|head of service)s?|(?:lead )?director|lead head of service"
        rf"|corporate directors?/directors?|chief officer|head of service|sponsor"
        rf"|senior responsible officer|service director|lead officers?(?: and report author)?"
        rf"|officer|corporate director\(s\)"
    ),
    "author": (
        r"(?:report |lead |paper )?(?:authors?|writers?)(?: and (?:contact details|job title|title"
        r"|contact|lead officer))?(?: \(.{0,40}\))?|(?:report )?authors? (?:name|details)"
        r"|report compiled by|prepared by|name of report author|officer presenting"
    ),
    "relevant_cabinet_member": (
        r"relevant (?:cabinet|executive|portfolio) (?:member|holder|councillor)s?|(?:lead "
        r"|responsible )?(?:cabinet|executive|portfolio|lead"
        r"|council)(?:/\w+)?[ -](?:board )?(?:members?|holders?|councillors?|leads?|portfolios?"
        r"|portfolio holders?|member portfolio|lead member)s?(?: \(.{0,40}\))?|portfolios?"
        r"|councillor|portfolio/cabinet member|lead member/portfolio holder|portfolio area.{0,20}"
        r"|cabinet member(?:\(s\))?(?: for .{0,40})?"
    ),
    "date_of_meeting": (
        r"(?:date of|meeting)(?: the)? (?:meeting|committee|cabinet|board|decision|date|council)"
        r"|date of (?:the )?(?:\w+ )?(?:meeting|committee|cabinet|board|panel)|(?:committee"
        r"|cabinet|board|decision|council) (?:meeting )?date|date|meeting/date|meeting date/time"
        r"|date and time(?: of meeting)?|date \(of meeting\)"
    ),
    "title": (
        r"(?:report )?(?:title|subject|topic)(?: of (?:the |this )?report)?|(?:title|subject"
        r"|name) of (?:the |this )?(?:report|paper|item)|report (?:title|subject)"
        r"|subject(?: matter|/title)?|re|item title|agenda item title|heading|report name"
    ),
    "agenda_item": r"agenda item(?: no| number| ref)?|item(?: no| number)|agenda (?:no|number|ref)",
    "contact": (
        r"(?:report |further |officer )?contacts?(?: officers?| persons?| points?| details?| name"
        r"| for (?:further |more )?(?:information|enquiries|details))*(?: \(.{0,40}\))?"
        r"|officer(?: to)? contact|for (?:further"
        r"|more) information(?:,? (?:please )?contact)?.{0,40}|enquiries to|for enquiries.{0,30}"
        r"|further information"
    ),
    "wards": (
        r"(?:electoral )?(?:wards?|divisions?|areas?)(?:/(?:wards?|divisions?|area))?(?:\(s\)"
        r"| \(s\))?(?: \w+)? ?(?:affected|involved|concerned|and divisions affected)"
        r"|affected (?:wards?|divisions?)|wards?|wards?(?: or areas?)? affected(?: by .{0,40})?"
        r"|(?:which )?wards? (?:are|is)? ?(?:affected|directly affected)|electoral divisions?"
    ),
    "exempt": (
        r"exempt(?:ions?)?(?: information| from (?:the )?(?:press and public|publication)| status"
        r"| report|/confidential(?: information)?"
        r"| or confidential(?: information)?)*(?: \(.{0,40}\))?"
        r"|(?:contains? )?confidential(?:/exempt)?(?: or exempt)?(?: information)?(?:"
        r" \(.{0,40}\))?"
        r"|confidentiality|public or exempt|open (?:or|/) ?exempt|exempt or open"
        r"|(?:report )?classification|security classification|restrictions?|part (?:1|one"
        r"|i) or part (?:2|two|ii)|exemption(?: paragraph)?|public/(?:exempt|private|confidential)"
        r"|is (?:the|this) report (?:exempt|confidential)"
    ),
    "key_decision": (
        r"(?:is (?:this|it) )?an? ?key decision(?: and .{0,60})?|key decisions?(?: \(.{0,40}\)"
        r"| required| status| reference| no| ref| number)?|(?:type of "
        r"|decision )decision(?: type)?|decision type|is this (?:report )?a key decision"
    ),
    "reference": (
        r"(?:report |reference |decision |forward plan |paper |file )(?:reference |ref )?(?:no"
        r"|number|ref|reference)|ref(?:erence)?|ref no|forward plan.{0,40}"
    ),
    "published": (
        r"(?:date of )?(?:publication|published|report)(?: date)?|date of (?:report|publication"
        r"|issue)|for decision or scrutiny|report date|published(?: on)?|version|status"
        r"|report type|report status|type of report|for|open/part exempt"
    ),
    "person_detail": (
        r"tel(?:ephone)?(?: no| number)?|phone|e-?mail(?: address)?|name|job title"
        r"|title and contact|contact tel|fax|mobile|address|extension|ext"
    ),
    "consulted": r"(?:local |ward )(?:members?|councillors?)(?: affected| consulted)?.{0,30}",
}
_LABEL_STEMS = re.compile(
    r"\bto\b|committee|cabinet|board|body|panel|meeting|maker|forum|for\b|officer|director"
    r"|report|submitted|presented|from|paper|head of|sponsor|author|writer|prepared|member"
    r"|holder|portfolio|lead|councillor|date|title|subject|topic|\bre\b|name|item|agenda"
    r"|contact|further|enquir"
    r"|ward|division|area|exempt|confidential|public|open|classification|restrict|part"
    r"|decision|ref|forward|publi|version|status|type|tel|phone|e-?mail|job|fax|mobile|address"
    r"|ext|heading|executive"
)
_LABEL_PATTERNS = tuple((key, re.compile(pattern)) for key, pattern in _LABELS.items())
HEAD_ONLY = frozenset({"report_to", "title", "published", "lead_officer", "date_of_meeting", "reference"})


@lru_cache(maxsize=4096)
def label_of(words: str) -> str | None:
    """The fact of the head that a label in its plain form brings, or None."""
    if not words or len(words) > 90 or not _LABEL_STEMS.search(words):
        return None
    for key, pattern in _LABEL_PATTERNS:
        if pattern.fullmatch(words):
            return key
    return None


# Labels that may stand before their value without a colon ("Date of Meeting 10 October 2018").
UNMARKED_LABEL = re.compile(
    r"^(?P<label>Report to|Relevant (?:Cabinet Member|Officer|Portfolio Holder"
    r"|Executive Member)s?|Date of (?:the )?Meeting|Meeting Date|Report of(?: the)?"
    r"|Joint Report of(?: the)?|Report by(?: the)?|Report from(?: the)?"
    r"|Contact Officers?|Lead Officers?|Portfolio Holder|Cabinet Member|Wards? Affected"
    r"|Ward\(s\) affected|Agenda Item(?: No\.?| Number)?|Item No\.?|Report Author"
    r"|Title of Report|Report Title|Subject|Date of Decision)\s*[:\t]?\s+(?P<value>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
