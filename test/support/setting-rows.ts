interface SchemaNode {
  type?: string
  description?: string
  default?: unknown
  properties?: Record<string, SchemaNode>
  items?: SchemaNode
}

/** One setting of aether.yaml: what it is called, what it is without a line in the file, what it does. */
export interface SettingRow {
  key: string
  standard: string
  meaning: string
}

/** Every setting of the schema, in its order; those of the entries of a list are named `list[].key`. */
export function listSettings(node: SchemaNode, path = ''): SettingRow[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const key = path === '' ? name : `${path}.${name}`
    if (child.properties) return listSettings(child, key)
    const row = { key, standard: writeDefault(child), meaning: child.description ?? '' }
    return [row, ...(child.items ? listSettings(child.items, `${key}[]`) : [])]
  })
}

/** As it would stand in aether.yaml. */
function writeDefault({ default: value }: SchemaNode): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return `[${value.map((item) => String(item)).join(', ')}]`
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}
