import { expect, test } from 'vitest'
import { deriveCloud } from '../../../src/lib/cloud.ts'
import { imageText } from '../../../src/lib/table/tables/instance-cells.ts'
import { aConfig, anInstance, aSnapshot } from '../../support/samples.ts'

const DELETED = '3f8a1c2e-7b61-4d0a-9f3b-0c1d2e3f4a5b'

const UNNAMED = {
  id: 'kept',
  name: '',
  status: 'active',
  sizeBytes: null,
  visibility: 'private',
  ownerId: null,
  createdAt: null,
  minDiskGib: 0,
  minMemoryMb: 0,
}

function textOf(fields: { imageName: string; imageId: string }, images = [UNNAMED]) {
  return imageText(deriveCloud(aSnapshot({ images }), aConfig()), anInstance(fields))
}

test('an image without a name is told from none', () => {
  expect(textOf({ imageName: 'debian', imageId: DELETED })).toBe('debian')
  expect(textOf({ imageName: '', imageId: DELETED })).toBe('deleted image 3f8a1c2e…4a5b')
  expect(textOf({ imageName: '', imageId: 'kept' })).toBe('image kept')
  expect(textOf({ imageName: '', imageId: '' })).toBe('')
})

test('where no images were collected none is called deleted', () => {
  const cloud = deriveCloud(aSnapshot({ images: null }), aConfig())
  expect(imageText(cloud, anInstance({ imageName: '', imageId: DELETED }))).toBe('image 3f8a1c2e…4a5b')
})
