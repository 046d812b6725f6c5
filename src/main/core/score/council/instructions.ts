/**
 * Lines that speak to a judge or a program and not to a customer. Only a sign for people and a reason to keep the line
 * out of a prompt: what protects the score is that the ad's words are data, the judge has no tools, and the score
 * follows from items (`reliability.md` 8).
 */
const scores = String.raw`(?:\d{1,3}|100|ten|full marks|top marks|maximum|max|perfect|highest)`;
const about = `(?:rubric|prompt|instructions?|system|judges?|model|assistant|rating|score)`;

const patterns: readonly RegExp[] = [
  /\b(ignore|disregard|forget|override|bypass)\b.{0,40}\b(previous|prior|above|earlier|all|your|the|any)\b.{0,30}\b(instructions?|rules?|prompts?|rubric|guidelines|orders)\b/,
  new RegExp(
    String.raw`\b(rate|score|grade|mark|give|assign|award|return|output|answer|respond|set)\b.{0,40}\b${about}?\b.{0,20}\b(this|it|ad|every|all|each|items?|scores?|with)\b.{0,30}\b${scores}\b(?!\s*(%|percent|stars?|off|days?|reasons?))`,
  ),
  /\b(system|developer|assistant)\s*(prompt|message|instruction|:)/,
  /\b(you are|you're|act as|pretend to be|as)\b.{0,20}\b(an? )?(ai|llm|language model|judge|grader|evaluator|assistant)\b/,
  /\b(dear|attention|note to|hey|hello|for|to)\b,?\s*(the\s*)?(ai|llm|judges?|graders?|evaluators?|language models?|reviewing model|assistant)\b/,
  /\b(call|use|invoke|run|execute)\b.{0,20}\b(tool|function|command|shell|plugin|approve[._]confirm)\b/,
  /\b(approve|confirm)\b.{0,25}\b(the |this |all )?(budget|spend|proposal|campaign|approval)s?\b/,
  /\b(raise|increase|double|set)\b.{0,20}\b(the |my |our |daily )*budget\b/,
  /\b(show|reveal|print|send|leak|repeat|include)\b.{0,25}\b(api|secret|access|system)?\s*(keys?|tokens?|passwords?|prompt|credentials)\b/,
  /!\[[^\]]*\]\(https?:/,
  /<\/?(system|assistant|user|ad_text|instructions?)\b/,
  /\b(policy_risks|addresses_the_judge|hook_type)\b/,
  // The same in other languages: an order to forget the rules, or to give a mark.
  /(ignorier|vergiss|missachte).{0,40}(anweisung|regel|vorgabe)|(bewerte|gib).{0,40}(100|volle punktzahl|höchstnote)/,
  /(ignore[zr]?|oublie[zr]?).{0,40}(instructions|consignes|règles)|(note[zr]?|donne[zr]?).{0,40}(100|maximale?)/,
  /(ignora|olvida).{0,40}(instrucciones|reglas|istruzioni|regole)|(puntúa|califica|valuta|assegna|da).{0,40}\b(100|máxima?|massimo)\b/,
  /(ignore|esqueça).{0,40}(instruções|regras)|(avalie|dê).{0,40}(100|nota máxima)/,
  /(игнорируй|забудь).{0,40}(инструкци|правил)|(оцени|поставь).{0,40}(100|максимал)/,
  /(忽略|无视|忘记).{0,12}(指令|指示|规则|提示)|(评分|打分|给).{0,10}(100|满分)/,
  /(無視|忘れ).{0,12}(指示|命令|ルール)|(指示|命令|ルール).{0,8}(無視|忘れ)|(100点|満点).{0,10}(付け|与え|評価)/,
  /(무시|잊).{0,12}(지시|규칙|명령)|(지시|규칙|명령).{0,8}(무시|잊)|(100점|만점).{0,10}(주|평가)/,
  /(تجاهل|انس).{0,40}(التعليمات|القواعد)|(أعط|قيم).{0,40}(100|١٠٠|الكاملة)/,
  /(अनदेखा|भूल).{0,20}(निर्देश|नियम)|(निर्देश|नियम).{0,20}(अनदेखा|भूल)|(100|१००|पूरे).{0,12}अंक/,
];

/** Letters of other alphabets that look like Latin ones, as far as they are used to hide words. */
const lookalikes: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
  ο: 'o',
  α: 'a',
  ι: 'i',
};

export const readsLikeAnOrder = (text: string): boolean => {
  const shown = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
  const latin = /[a-z]/.test(shown)
    ? shown.replace(/[а-яіѕοαι]/g, (letter) => lookalikes[letter] ?? letter)
    : shown;
  return [shown, latin, spelled(latin)].some((form) => patterns.some((pattern) => pattern.test(form)));
};

/** "i g n o r e" and "1gn0re" as words. */
const spelled = (text: string): string =>
  text
    .replace(/\b(\p{L}) (?=\p{L}\b)/gu, '$1')
    .replace(/(?<=[a-z])0|0(?=[a-z])/g, 'o')
    .replace(/(?<=[a-z])1|1(?=[a-z])/g, 'i')
    .replace(/(?<=[a-z])3|3(?=[a-z])/g, 'e')
    .replace(/(?<=[a-z])4|4(?=[a-z])/g, 'a');
