import { html } from 'hono/html'
import { KINDS } from '../../../app/campaigns/sheets.ts'
import { type Html, say } from '../../page.ts'
import type { Language } from '../../port.ts'
import { choose, columns, fold, line, lines, type Sheaf, text, tick } from './controls.ts'
import { ANY, LONGEST } from './read.ts'

/** What it is and what it says, in each language. */
export const textParts = (it: Sheaf): Html => {
  const { words } = it.frame
  const kinds = KINDS.map(kind => ({ value: kind, label: say(words, `campaigns.kind.${kind}`) }))
  const fallbacks = it.languages.map(({ tag, endonym }) => ({ value: tag, label: endonym }))
  return html`<section><h2>${text(it, 'words')}</h2>${choose(it, { name: 'kind', label: say(words, 'campaigns.kind_label'), options: kinds })}${line(it, { name: 'goal', label: text(it, 'goal'), most: LONGEST.goal, hint: text(it, 'goal_hint') })}<p class="soft" id="body-hint">${text(it, 'body_hint', { open: '{{', close: '}}' })}</p>${columns(it, language => ownText(it, language))}${choose(
    it,
    {
      name: 'fallback',
      label: text(it, 'fallback'),
      options: [{ value: '', label: text(it, 'nothing') }, ...fallbacks],
    },
  )}</section>`
}

const ownText = (it: Sheaf, language: Language): Html =>
  html`<fieldset><legend lang="${language.tag}">${language.endonym}</legend>${line(it, {
    name: `title-${language.tag}`,
    label: text(it, 'title'),
    most: LONGEST.title,
    language,
  })}${lines(it, { name: `body-${language.tag}`, label: text(it, 'body'), language })}<p class="soft"><button type="button" class="plain" data-insert="{{area}}" data-into="body-${language.tag}" hidden>${text(it, 'insert_area')}</button></p></fieldset>`

/** Pictures, voices and documents, for one language or for all. `names`: what staff called them, by hash. */
export const mediaPart = (it: Sheaf, names: ReadonlyMap<string, string>): Html => {
  const places = [{ tag: ANY, endonym: text(it, 'media.any_language') }, ...it.languages]
  const has = it.fields.ends('media-').length > 0
  const one = ({ tag, endonym }: { tag: string; endonym: string }): Html => {
    const [kind = '', hash = ''] = it.fields.one(`media-${tag}`).split(' ')
    const there = hash
      ? html`<input type="hidden" name="media-${tag}" value="${kind} ${hash}"><p>${text(it, `media.${kind}`)} <bdi>${names.get(hash) ?? ''}</bdi></p>${tick(it, { name: `without-${tag}`, value: '1', label: text(it, 'media.remove') })}`
      : ''
    return html`<fieldset><legend>${endonym}</legend>${there}<p><label for="file-${tag}">${text(it, hash ? 'media.other' : 'media.choose')}</label><input type="file" id="file-${tag}" name="file-${tag}" accept="image/jpeg,image/png,image/webp,audio/ogg,application/pdf,.ogg,.oga"></p></fieldset>`
  }
  return fold(
    text(it, 'media.title'),
    html`<p class="soft">${text(it, 'media.hint')}</p><div class="columns">${places.map(one)}</div>`,
    has,
  )
}
