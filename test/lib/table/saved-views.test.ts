import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  deleteView,
  findView,
  parseSavedViews,
  renameView,
  saveView,
  serialiseSavedViews,
} from '../../../src/lib/table/saved-views.ts'

const errors = { name: 'Errors', search: '?q=status%3Aerror' }
const large = { name: 'Large', search: '?q=vcpu%3A%3E%3D16' }
const views = [errors, large]

describe('saved views', () => {
  test('are added, and replaced where the name is known in whatever case', () => {
    const other = { name: 'Other', search: '' }
    expect(saveView(views, other)).toEqual([errors, large, other])
    expect(saveView(views, { name: ' errors ', search: '?q=x' })).toEqual([
      { name: 'errors', search: '?q=x' },
      large,
    ])
  })

  test('are renamed in their place; one that has the name gives way', () => {
    expect(renameView(views, 'Errors', 'Broken')).toEqual([{ ...errors, name: 'Broken' }, large])
    expect(renameView(views, 'Large', 'errors')).toEqual([{ ...large, name: 'errors' }])
    expect(renameView(views, 'Errors', 'ERRORS')).toEqual([{ ...errors, name: 'ERRORS' }, large])
    expect(renameView(views, 'Errors', '  ')).toEqual(views)
    expect(renameView(views, 'Gone', 'New')).toEqual(views)
  })

  test('are deleted by name', () => {
    expect(deleteView(views, 'errors')).toEqual([large])
    expect(deleteView(views, 'gone')).toEqual(views)
  })

  test('come back as they were stored', () => {
    expect(parseSavedViews(serialiseSavedViews(views))).toEqual(views)
    expect(parseSavedViews(null)).toEqual([])
  })

  test('what is no view is left out, and names stay different', () => {
    const stored = [
      errors,
      null,
      5,
      { name: 'x' },
      { name: ' ', search: '' },
      { name: 'ERRORS', search: '?q=1' },
    ]
    expect(parseSavedViews(JSON.stringify(stored))).toEqual([errors])
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const read = parseSavedViews(text)
        for (const view of read) expect(findView(read, view.name)).toBe(view)
      }),
    )
  })
})
