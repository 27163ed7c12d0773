import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PALETTE } from '../../src/app/palette.ts'

test.each(['src/channels/web/assets/web.css', 'src/archive/assets/calls.css'])(
  '%s takes every colour from the palette, by day and by night',
  file => {
    const used = [...readFileSync(file, 'utf8').matchAll(/var\((--[\w-]+)\)/g)].map(([, name = '']) => name)
    expect(used.length).toBeGreaterThan(5)
    expect(used.filter(name => PALETTE.split(`${name}:`).length !== 3)).toEqual([])
  },
)
