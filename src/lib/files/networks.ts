import type { NetworkAddresses } from '../model.ts'
import { tryLiteral } from './literal.ts'

/**
 * Reads the human form `net=10.0.0.1, fd00::1; net2=10.1.0.1` and the machine forms (JSON, or Python's notation as
 * `-f csv` prints it). Null where the text is none of them.
 */
export function parseNetworks(text: string): NetworkAddresses[] | null {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed === 'None') return []
  return trimmed.startsWith('{') ? parseMachineForm(trimmed) : parseHumanForm(trimmed)
}

function parseMachineForm(text: string): NetworkAddresses[] | null {
  const value = tryLiteral(text)
  if (!(value instanceof Map)) return null
  const networks: NetworkAddresses[] = []
  for (const [network, addresses] of value) {
    if (!Array.isArray(addresses)) return null
    networks.push({ network, addresses: addresses.filter((address) => typeof address === 'string') })
  }
  return networks
}

function parseHumanForm(text: string): NetworkAddresses[] | null {
  const networks: NetworkAddresses[] = []
  for (const part of text.split(';')) {
    const equals = part.indexOf('=')
    if (equals === -1) return null
    const addresses = part.slice(equals + 1).split(',')
    networks.push({
      network: part.slice(0, equals).trim(),
      addresses: addresses.map((address) => address.trim()).filter((address) => address !== ''),
    })
  }
  return networks
}

/** The human form where it reads back exactly, else JSON: network names come from strangers. */
export function serialiseNetworks(networks: NetworkAddresses[]): string {
  const human = networks.map((entry) => `${entry.network}=${entry.addresses.join(', ')}`).join('; ')
  if (isSame(parseNetworks(human), networks)) return human
  const members = networks.map(
    (entry) => `${JSON.stringify(entry.network)}: ${JSON.stringify(entry.addresses)}`,
  )
  return `{${members.join(', ')}}`
}

function isSame(left: NetworkAddresses[] | null, right: NetworkAddresses[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right)
}
