/**
 * The words of orders to a judge or a program. Ads talk of scores, tools, budgets and AI too, so no single word counts: a
 * mark takes somebody who is told to give it, what it is given to, and which; what is to be forgotten takes whose
 * instructions those are; money and keys take the words of whoever gives orders about them.
 */
const anyOf = (...words: string[]): string => `(?:${words.join('|')})`;
/** Whole words, also beside letters that are none of Latin's. */
const word = (...words: string[]): string =>
  String.raw`(?<![\p{L}\p{N}_])${anyOf(...words)}(?![\p{L}\p{N}_])`;
/** The beginnings of words. */
const stem = (...words: string[]): string => String.raw`(?<![\p{L}\p{N}_])${anyOf(...words)}`;
const of = (...parts: string[]): RegExp => new RegExp(anyOf(...parts), 'u');

/** After a mark, where 'nights' would be after a number. */
const goesOn = word(
  'and|points?|marks?|on|for|to|in|at|here|end|please|und|punkt(?:en?)?|für|et|à|y|e|a|и|балл\\S*',
);
/** Not "100 nights", "100 %", "4.9" or "$100": a number that ends what is said, or goes on as a mark does. */
const number = String.raw`(?<![\p{L}\p{N}_.,$€£#+-])(?:100|10|4)(?:\s*(?:/|out of|von|sur|de)\s*(?:100|10|4))?(?![.,]?\d)(?=\s*(?:$|[.!?,;:)"'\]}<。！？、，]|${goesOn}))`;

const mark = of(
  word(
    'scor(?:e|es|ed|ing)|rat(?:e|es|ed|ing|ings)|grade[sd]?|grading|marks?|points|rubric|confidence',
    'evaluations?',
  ),
  stem(
    'punkt|bewert|benot|note|höchstnote|bestnote|puntuaci|puntúa|punteggi|voto|valuta|calific|pontuaç',
    'nota|avali|оцен|балл',
  ),
);
const most = of(
  number,
  word(
    'maxim(?:um|al)|max|highest|top|full|perfect|excellent|flawless|fours',
    'best (?:scores?|grade|marks?|rating)',
  ),
  stem('maximal', 'höchst', 'bestnote', 'volle', 'máxim', 'massim', 'maximale', 'максимал', 'meilleure'),
);
const told = of(
  word(
    'give|assign|award|grant|return|output|answer|respond|reply|set|put|choose|must|should|shall',
    '(?:has|have|is|are told) to|please|deserves?|receives?|is a perfect|do the same|required',
    'recommend|reward|raise|score|rate|grade|mark',
  ),
  word(
    'gib|vergib|bewerte|benote|geben sie|bitte|donne[zr]?|note[zr]?|attribue[zr]?|mettez|mets|da|dale',
    'asigna|puntúa|califica|valuta|assegna|dai|dê|поставь|ставь|avalie|atribua|оцени|дай|присвой',
  ),
);
const adWords = anyOf(
  'ads?|advert(?:isement)?s?|creatives?|videos?|clips?|spots?|ratings?|items?|criteri(?:on|a)',
  'questions?|scores?|submission',
);
const target = of(
  word(
    `(?:this|the|every|each|all|any|other|competing)(?: other| competing| of these| of the| \\w+)? ${adWords}`,
    'everything',
    'r\\d{1,2}',
  ),
  word(
    'diese(?:s|r)? (?:anzeige|video|werbung)|jede[sn]? kriterium|cette (?:publicité|annonce|vidéo)',
    'chaque critère|este (?:anuncio|vídeo|video|anúncio)|questo (?:annuncio|video)|ogni voce',
    'todos los criterios|(?:эту рекламу|этой рекламе)',
  ),
);
const machine = anyOf(
  'ais?|llms?|judges?|graders?|evaluators?|(?:large )?language models?|reviewing models?',
  'ai (?:judges?|models?|reviewers?)|assistants?|chatgpt|gpt|claude|gemini|ki',
);
const forMachine = word(machine);

const ours = anyOf(
  'instructions?',
  'prompts?',
  'rubric',
  'guidelines',
  'guidance',
  'previous text',
  '(?:scoring|grading|rating|judging) (?:guide|scheme|sheet)',
  'orders',
  'schema',
  'anchors',
);
const theirs = anyOf(
  'previous',
  'other',
  'prior',
  'preceding',
  'above',
  'earlier',
  'hidden',
  'system',
  'all',
  'any',
  'every',
  'your',
  'these',
  'those',
  'my',
);
const undo = anyOf('ignore', 'disregard', 'forget', 'override', 'bypass', "(?:do not|don't) follow");

/** A sentence that has all of these, wherever in it. */
export const together: readonly (readonly RegExp[])[] = [
  [mark, most, told, target],
  [
    told,
    most,
    target,
    of(word('every', 'each', 'all', 'jede[sn]?', 'alles', 'chaque', 'ogni', 'this', 'r\\d{1,2}')),
  ],
  [of(forMachine), told, most, mark],
  [of(forMachine), of(word('return', 'output', 'answer', 'respond', 'reply')), of(number)],
  [
    of(forMachine),
    of(word('must', 'should', 'shall', 'please', 'required', 'reading', 'reviewing', 'evaluating', 'choose')),
    target,
  ],
];

export const patterns: readonly RegExp[] = [
  // To forget what it was told.
  new RegExp(String.raw`\b${undo}\b.{0,40}\b${theirs}\b(?: of)?(?: \w+){0,2} ${ours}\b`),
  new RegExp(
    String.raw`\b${undo}\b.{0,20}\b(?:rubric|system prompt|previous text|(?:scoring|grading|rating|judging) (?:guide|scheme|sheet)|(?:everything|anything|all|the text) (?:above|before|so far)|what you (?:see|were told)|the (?:\w+ )?frames)\b`,
  ),
  new RegExp(
    String.raw`\b(?:${undo}|break)\b.{0,30}\b(?:previous|prior|above|earlier|your|system|judging|scoring|evaluation) rules\b`,
  ),
  new RegExp(
    String.raw`\b${undo}\b.{0,20}\brules\b.{0,24}\b(?:approve|confirm|accept|increase|raise|return|output)\b`,
  ),
  new RegExp(
    String.raw`\b(?:(?:previous|prior|earlier|your) ${ours}\b.{0,20}\b(?:void|changed|off|disabled|cancelled|no longer|over)\b|\binstructions above\b|\binstructions (?:that )?you were given\b|\bleak the\b|(?:judging|scoring|evaluation|grading) rules\b)|\b(?:guidelines|scoring|rubric) (?:are|is) (?:off|disabled|void)\b`,
  ),
  /\b(?:new|updated|special|secret) (?:system )?instructions?\s*:|\byour (?:new|only|real) (?:task|job|role|goal) is\b|#{2,} ?instructions?\b|\bwhatever the rubric\b|\brubric (?:does not|doesn't|no longer)\b|\bsystem instructions?\b/,
  /\b(?:skip|stop|end|abort) (?:the |this |your )?(?:evaluation|evaluating|judging|grading|scoring)\b/,
  // To give a mark.
  new RegExp(
    `${word('rate', 'score', 'grade', 'mark')} (?:this|it|me|us)(?: as| at| with)?(?: an?)? ${number}`,
    'u',
  ),
  new RegExp(
    `${word('give', 'grant')} (?:it|this|us) (?:an? )?(?:100(?! \\w)|100 out of|(?:full|maximum|top|highest) (?:scores?|marks|points|rating))`,
    'u',
  ),
  /\b(?:give|award|return|reply with|respond with)\b.{0,16}\b(?:full marks|(?:top|maximum|highest) (?:scores?|rating|marks))\b(?! on\b)/,
  /\b(?:all|every|set|lower)\b.{0,12}\bscores?\b.{0,12}\b(?:to|=) ?\d|\bset (?:the )?confidence\b|\bscore ?= ?max\w*|\bonly (?:with )?(?:the number \d|fours)|\bpolicy risks\b|\bother judges\b.{0,20}\b(?:gave|scored|rated)\b/,
  /\bscore\s*[:=]\s*(?:100|4)\b|["'](?:score|confidence|hook_type)["']\s*:|\bthe ad is perfect\b/,
  /\b(?:rate|score|lower)\b.{0,16}\b(?:of )?(?:the |all |every )?(?:other|competing|rival) ads?\b/,
  /\bdo not\b.{0,20}\b(?:mention|report|list|flag|note)\b.{0,25}\b(?:risks?|polic(?:y|ies)|problems? with this ad)\b/,
  // To a machine, or to be another one.
  new RegExp(
    String.raw`\b(?:dear|attention|note (?:to|for)|hey|hello|hi|message (?:to|for)|instructions? (?:to|for)|to|for)\b,?\s*(?:the |any |all )?${machine}\s*(?:[,:!–—]|-\s|(?:evaluating|reviewing|judging|reading|rating|scoring|grading)\b)`,
  ),
  /\b(?:attention|note (?:to|for)(?: the)?|message (?:to|for)(?: the)?) (?:reviewing |language )?(?:model|llm|grader|evaluator|ai)s?\b(?! \w+ics)/,
  new RegExp(
    String.raw`(?:^|[.!?]\s*)${machine}\s*[:,] (?:please )?(?:i |be |rate|score|return|give|set|grade|output|ignore|vergib|gib|bewerte)`,
  ),
  /\b(?:you are|you're)\b (?:now |no longer )?(?:an? |the )?(?:\w+ )?(?:ai|llm|language model|grader|evaluator|assistant)\b|\byou are now\b.{0,20}\b(?:judge|model)\b|\bif you are an? (?:\w+ )?(?:ai|llm|language model)\b|\bas (?:an ai|the) judge you\b/,
  /\b(?:act as|pretend to be) (?:an? |the )?(?:\w+ )?(?:ai|llm|language model|judge|grader|evaluator|assistant)\b|\bpretend (?:that )?(?:the|this) (?:ad|video)\b|\bdeveloper mode\b/,
  /(?:^|[.!?>"\]]\s*|\[)(?:system|developer)\s*(?:message|prompt|override|note)?\s*\]?\s*:\s*(?:you\b|new\b|all\b|every\b|the (?:ad|score|rating)|scor|rat|gi|set\b|ignore|award|return|disregard|override)|\[system\]|<\|\w+\|>|\b(?:begin|end) system prompt\b/,
  // What only the answer of a judge has.
  /\b(?:policy_risks|addresses_the_judge|hook_type)\b|\bin (?:the )?(?:edits|strengths|risks|transcript field)\b/,
  /<\/?(?:system|assistant|user|ad_text|ad_copy|ad_speech|instructions?)\b/,
  // To use a tool, to move money, to tell a secret.
  /\b(?:call|invoke|execute|run)\b (?:the |a |your |this )?(?:\w+ )?(?:tool|function|shell|plugin)\b(?!s)(?=\s*(?:\w+[._]\w+|and\b|to\b|with\b|now\b|[.!:]|$))|\bexecute (?:the |this )?(?:shell )?command\b/,
  /\b(?:approve|confirm)[._]\w+|\buse (?:the \w+ tool|your tools?) to (?:increase|approve|confirm|send|delete|set|raise)\b/,
  /\b(?:approve|confirm|accept)\b.{0,20}\b(?:the|this|all|every|any|pending|open)\b.{0,24}\b(?:proposals?|requests?|approvals?|budget changes?)\b|\b(?:approve|confirm) (?:the |all )?proposals?\b/,
  /\b(?:raise|increase|double|set|change|move|shift)\b.{0,16}\b(?:daily |whole |campaign |ad |set's |entire |all )*budgets? (?:of|to|by) (?:this|the|\d|my|our|ad)(?<!your (?:daily )?budgets? (?:by|to) \d)|\b(?:pause|turn off|stop|delete|remove) (?:all |every |the )+(?:other )(?:campaigns?|ads?|ad sets?)\b/,
  /\b(?:show|reveal|print|leak|repeat|output|send|tell|put|write)\b.{0,30}\b(?:(?:system|hidden|initial|developer) (?:prompt|instructions?)|your (?:prompt|instructions)(?=\s*(?:$|[.,!]|word\b|to\b|and\b))|the (?:api|secret) key|your api key(?! and)|(?:the|your) (?:api|session) tokens?|(?:the|your) credentials|the text above)\b|\bwhat are your instructions\b|\bapi[_ ]key\b(?: to the| below)|[?&=]\S*api_key|followed by your api key/,
  /!\[[^\]]*\]\(https?:/,
  // The same in other languages.
  /(?:ignorier|vergiss|missacht|vergesst|vergessen sie).{0,40}(?:anweisung|vorgabe|instruktion|bewertungsregel|bewertungsschema|(?:obigen|bisherigen|vorherigen|früheren) regeln)|(?:gib|vergib|bewerte|benote).{0,40}(?:volle[nr]? punktzahl|maximale[nr]? punktzahl|höchstnote|bestnote|\b100(?: punkten?)?(?=\s*(?:$|[.!,;])))|\ban die ki\b/,
  /(?:ignore[zr]?|oublie[zr]?|ne tenez pas compte|ne suivez pas).{0,40}(?:instructions|consignes)|(?:note[zr]?|donne[zr]?|attribue[zr]?|mettez|mets).{0,40}(?:\b100(?=\s*(?:$|[.!,;]|et\b|points))|note maximale|meilleure note)|à l'attention de l'ia\b/,
  /(?:ignora|ignore|olvida|olvide|olvídate|no sigas|dimentica|non seguire).{0,40}(?:instrucciones|istruzioni|indicaciones)|(?:puntúa|califica|valuta|asigna|assegna|dale?|dai|ponle?)\b.{0,40}(?:\b100(?=\s*(?:$|[.!,;]|y\b|e\b|punt))|(?:puntuación|nota|calificación) máxima|máxima (?:puntuación|nota)|(?:punteggio|voto) massimo|il massimo a)/,
  /(?:ignore|esqueça|desconsidere|não siga).{0,40}instruções|(?:avalie|dê|atribua|atribui).{0,40}(?:\b100(?=\s*(?:$|[.!,;]|e\b|pontos))|(?:nota|pontuação) máxima)/,
  /(?:игнорируй|забудь|не следуй|не обращай внимания).{0,40}(?:инструкци|указани)|(?:оцени|поставь|ставь|дай|присвой).{0,40}(?:100(?=\s*(?:$|[.!,;]|балл|и\s))|максимальн\S* (?:оценк|балл))/,
  /(?:忽略|无视|忘记).{0,12}(?:指令|指示|提示词|系统提示|评分规则)|(?:评分|打分|打|给|评为|输出).{0,10}(?:100分?|满分|最高分)(?=\s*(?:$|[。！，,.!]))/,
  /(?:無視|忘れ).{0,12}(?:指示|命令)|(?:指示|命令|評価基準).{0,8}(?:無視|忘れ)|(?:100点|満点|最高点)(?:を)?(?:付け|つけ|与え|出力)|(?:100点|満点)(?:で|と)評価し/,
  /(?:무시|잊).{0,12}(?:지시|명령)|(?:지시|명령).{0,8}(?:무시|잊)|(?:100점|만점|최고 점수)(?:를|을|으로)?\s?(?:주세요|줘|주십시오|매겨|평가)/,
  /(?:تجاهل|انس).{0,40}التعليمات|(?:أعط|قيم).{0,40}(?:(?:100|١٠٠)(?=\s*(?:$|[.!،]))|الدرجة الكاملة)/,
  /(?:अनदेखा|भूल|नज़रअंदाज़).{0,20}निर्देश|निर्देश.{0,20}(?:अनदेखा|भूल|नज़रअंदाज़)|(?:100|१००|पूरे).{0,8}अंक.{0,8}(?:दें|दो|दीजिए)/,
];
