import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deskPlaceholder, piecesOf, unfillable } from '../../../src/domain/campaigns/placeholders.ts'

test('names what nobody can fill, with its line: unknown words, desks that are not there, spaces', () => {
  const body = '{{area}}\n{{desk:a}}{{desk:b}}\n{{name}}, {{ area }}\n\n{{desk:}}'
  expect(unfillable(body, desk => desk === 'a')).toEqual([
    { written: '{{desk:b}}', line: 2 },
    { written: '{{name}}', line: 3 },
    { written: '{{ area }}', line: 3 },
    { written: '{{desk:}}', line: 5 },
  ])
  expect(unfillable(`{{area}} ${deskPlaceholder('a')}`, () => true)).toEqual([])
})

test('what is not named is filled: no braces are left but those that it names', () => {
  const parts = fc.array(fc.constantFrom('{{area}}', '{{desk:a}}', '{{', '}}', '{{x}}', 'word', '\n', '{', '}'))
  fc.assert(
    fc.property(parts, all => {
      const body = all.join('')
      const left = piecesOf(body).filter(it => typeof it === 'string')
      const braces = left.flatMap(it => it.match(/\{\{[^{}]*\}\}/g) ?? [])
      expect(unfillable(body, () => true).map(({ written }) => written)).toEqual(braces)
    }),
  )
})
