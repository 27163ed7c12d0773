/**
 * Sayings that mean something else than their words, so that whoever learnt English from a book does not understand them. On the left the saying:
 * `a/b` is either word, `*` any word. On the right what to write.
 *
 * Source of the rule: WCAG 2.2, 3.1.3 (unusual words: idioms), and the Federal Plain Language Guidelines. The list is ours; add what you meet.
 */
const SAYINGS: Readonly<Record<string, string>> = {
  'a piece of cake': 'easy',
  'around/round the clock': 'day and night',
  'at the end of the day': 'in the end',
  'at your fingertips': 'ready to use',
  'back to square one': 'at the beginning again',
  'bear/bearing/keep/keeping in mind': 'remember',
  'bear with us/me': 'please wait',
  'behind bars': 'in prison',
  'better safe than sorry': 'be careful',
  'by and large': 'mostly',
  'call it a day': 'stop',
  'cost an arm and a leg': 'cost very much',
  'cut/cuts/cutting corners': 'do it badly to save money',
  'drop us/me a line': 'write to us',
  'fall/falls/fell through the cracks': 'is forgotten',
  'feel free to': 'you can',
  'follow up on': 'ask again about',
  'for the time being': 'for now',
  'from scratch': 'from the beginning',
  'get/gets/got/getting a hold of': 'reach',
  'get/gets/getting/got in touch': 'write or call',
  'get/gets/getting/got rid of': 'remove',
  'get the ball rolling': 'begin',
  'give/gives/gave * a hand': 'help',
  'go/goes the extra mile': 'do more than is needed',
  'got/have/has your back': 'help you',
  'hand in hand': 'together',
  'hang in there': 'do not give up',
  'have/had a hard time': 'find it hard',
  'heads up': 'warning',
  'in a nutshell': 'in short',
  'in black and white': 'in writing',
  'in good hands': 'safe',
  'in hot water': 'in trouble',
  'in limbo': 'waiting, and nobody decides',
  'in the long run': 'later',
  'in the loop': 'told what happens',
  'in the same boat': 'with the same problem',
  'in the works': 'being made',
  'keep/keeps/kept/keeping an eye on': 'watch',
  'keep/keeps/kept/keeping * posted': 'tell what is new',
  'keep/keeps/kept/keeping track of': 'write down',
  'lend/lends/lent a hand': 'help',
  'let * go of': 'stop holding',
  'long story short': 'in short',
  'look/looking forward to': 'be glad about',
  'make/makes/made/making ends meet': 'have enough money to live',
  'make up your mind': 'decide',
  'no strings attached': 'nothing is asked for it',
  'off the books': 'without papers, in secret',
  'off the record': 'not to be printed',
  'on board with': 'agree with',
  'on hold': 'waiting',
  'on the fence': 'not decided',
  'on the line': 'on the phone; or: in danger',
  'on the same page': 'agree',
  'on the spot': 'at once',
  'on top of that': 'also',
  'once in a while': 'sometimes',
  'out of hand': 'worse and worse',
  'out of the blue': 'suddenly',
  'over the counter': 'without a doctor’s paper',
  'pull/pulls/pulled strings': 'use friends with power',
  'put/puts/putting * in touch': 'give the phone number',
  'reach/reaches/reached/reaching out': 'write or call',
  'red tape': 'many papers and rules',
  'ring/rings a bell': 'you remember it',
  'rip/rips/ripped * off': 'take too much money',
  'rule of thumb': 'simple rule',
  'safe and sound': 'safe',
  'sit/sitting tight': 'wait',
  'spill the beans': 'tell a secret',
  'stand/stands/stood up for': 'defend',
  'stay in touch': 'write to each other',
  'stay tuned': 'wait for news',
  'steer clear of': 'keep away from',
  'take/takes/took/taking advantage of': 'use in a bad way',
  'take/takes/took/taking into account': 'think of',
  'the bottom line': 'what counts most',
  'tip of the iceberg': 'a small part',
  'touch base': 'talk',
  'turn/turns/turned a blind eye': 'look away',
  'under the radar': 'so that nobody sees',
  'under the table': 'in secret',
  'under the weather': 'ill',
  'up in the air': 'not decided',
  'up to speed': 'told what is new',
  'walk/walks/walking you through': 'show you, step by step',
  'wear and tear': 'damage from use',
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const one = (word: string): string => (word === '*' ? "[\\p{L}'’]+" : `(?:${word.split('/').map(escaped).join('|')})`)

const IDIOMS = Object.entries(SAYINGS).map(([saying, plain]) => ({
  pattern: new RegExp(`(?<![\\p{L}'’])${saying.split(' ').map(one).join('[\\s-]+')}(?![\\p{L}])`, 'iu'),
  plain,
}))

export type Idiom = { said: string; plain: string }

export const idiomsIn = (text: string): Idiom[] =>
  IDIOMS.flatMap(({ pattern, plain }) => {
    const said = pattern.exec(text)?.[0]
    return said === undefined ? [] : [{ said, plain }]
  })
