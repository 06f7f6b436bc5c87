import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { PAGE, printBacktest, splitPage } from './backtest.ts'

test('docs/forecasting.md prints what the method really does', async () => {
  expect(splitPage(await readFile(PAGE, 'utf8')).tables).toBe(printBacktest())
})
