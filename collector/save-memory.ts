import { setFlagsFromString } from 'node:v8'

/**
 * Keeps V8's space for young objects at the size that it has at the start, and has old ones collected once they are half as many again. Reading a
 * cloud page by page makes much garbage, for which V8 would take 200 MB more, and is no faster with it.
 */
export function saveMemory(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--heap-growing-percent=50')
}
