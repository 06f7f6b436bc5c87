import { expect, test } from 'vitest'
import { parseUsersJson } from '../../../src/lib/files/users-json.ts'

const both = [
  { name: 'ann', secret: 'correct horse' },
  { name: 'bob', secret: '$2b$12$x' },
]

test.each([
  ['{"ann": "correct horse", "bob": "$2b$12$x"}'],
  ['{"ann": {"password": "correct horse", "role": "admin"}, "bob": {"password_hash": "$2b$12$x"}}'],
  ['[{"username": "ann", "password": "correct horse"}, {"name": "bob", "hash": "$2b$12$x"}]'],
  ['{"users": [{"username": "ann", "password": "correct horse"}, {"user": "bob", "password": "$2b$12$x"}]}'],
  ['{"users": {"ann": "correct horse", "bob": "$2b$12$x"}}'],
])('reads %s', (text) => {
  expect(parseUsersJson(text, 'users.json')).toEqual(both)
})

test.each([
  ['{"ann": 5}', 'users.json: "ann" has no text for a password'],
  ['[{"password": "correct horse"}]', 'users.json: entry 1 has no text for a name'],
  ['"correct horse"', 'users.json, line 1: expected an object or a list of users'],
  ['{"ann": "correct horse"', 'users.json, line 1: not valid JSON'],
])('says what is wrong with %s, and no password', (text, message) => {
  const read = () => parseUsersJson(text, 'users.json')
  expect(read).toThrow(message)
  expect(read).not.toThrow('correct horse')
})
