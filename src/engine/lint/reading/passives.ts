/**
 * Chains of the passive: two in one sentence, or one with "by" and who did it. A single passive may stand, because often nobody knows who did it,
 * or it does not matter ("Your report is sent"). A form of "be" or "get" and a participle ("Use the active voice", digital.gov plain language guide).
 */

const BE = '(?:am|is|are|was|were|be|been|being|gets?|got|getting)'
/** What may stand between: "is not yet kept", "are all safely locked". */
const BETWEEN =
  '(?:\\s+(?:not|never|also|only|still|already|now|all|both|just|then|often|yet|again|no longer|\\p{L}+ly))*'
const IRREGULAR =
  'beaten|bitten|bought|broken|brought|built|caught|chosen|cut|driven|eaten|fed|forbidden|forgotten|found|given|heard|held|hidden|hit|hurt|kept|' +
  'known|laid|led|made|paid|put|read|seen|sent|shown|shut|sold|spent|spoken|stolen|sworn|taken|taught|thrown|told|torn|understood|withdrawn|written'
/** Words that look like a participle and tell how somebody or something is. */
const STATES =
  'closed|concerned|embarrassed|experienced|finished|frightened|hundred|indeed|injured|interested|involved|married|needed|pleased|red|related|retired|' +
  'scared|supposed|surprised|tired|undocumented|unemployed|used|worried'

const PASSIVE = new RegExp(`\\b${BE}${BETWEEN}\\s+(?!(?:${STATES})\\b)(?:${IRREGULAR}|\\p{L}{2,}ed)\\b`, 'giu')
/** "by" and a time, a way or a deed tells nobody: "by Monday", "by phone", "by writing", "by {{day}}". */
const NOBODY =
  'X|\\d+|then|now|noon|night|tomorrow|\\p{L}+day|appointment|phone|telephone|mail|e-?mail|post|text|hand|law|mistake|accident|bus|train|car|default|\\p{L}+ing|(?:your|our|it|my|him|her|them)sel(?:f|ves)'
const BY = new RegExp(`\\bby\\s+(?!(?:${NOBODY})\\b)`, 'iu')

/** The passives of a sentence if they are a chain; otherwise none. */
export const passiveChainIn = (sentence: string): string[] => {
  const found = [...sentence.matchAll(PASSIVE)].map(({ 0: said, index }) => ({ said, after: index + said.length }))
  const [first] = found
  if (!first) return []
  const agent = BY.exec(sentence.slice(first.after))?.[0]
  if (found.length > 1) return found.map(({ said }) => said)
  return agent === undefined ? [] : [first.said, 'by']
}
