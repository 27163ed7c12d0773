import { expect, test } from 'vitest'
import { oncePerTx } from '../../src/store/once-per-tx.ts'
import { freshStore } from './fresh.ts'

test('within a transaction each thing is found out once, also by those who ask while it is looked for; in the next one anew', async () => {
  const store = await freshStore()
  const once = oncePerTx<string>()
  const asked: string[] = []
  const find = (key: string) => async () => {
    asked.push(key)
    await Promise.resolve()
    return key
  }
  const round = () =>
    store.tx(async tx => {
      const both = await Promise.all([once(tx, 'one', find('one')), once(tx, 'one', find('one'))])
      return [...both, await once(tx, 'one', find('one')), await once(tx, 'two', find('two'))]
    })
  expect(await round()).toEqual(['one', 'one', 'one', 'two'])
  expect(asked).toEqual(['one', 'two'])
  await round()
  expect(asked).toEqual(['one', 'two', 'one', 'two'])
})
