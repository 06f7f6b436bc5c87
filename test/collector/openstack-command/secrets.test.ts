import { expect, test } from 'vitest'
import { hideSecrets } from '../../../collector/openstack-command/secrets.ts'

test('hides what the environment and the words before the command hold as secrets, and nothing else', () => {
  const told = {
    env: { OS_PASSWORD: 'pass-1234', OS_AUTH_URL: 'http://keystone', OS_TOKEN: '' },
    command: [
      'docker',
      'exec',
      '-e',
      'OS_APPLICATION_CREDENTIAL_SECRET=sec-ret9',
      'box',
      'openstack',
      '--os-password',
      'word-77',
      '--os-token=tok-55',
    ],
  }
  const text = 'pass-1234 sec-ret9 word-77 tok-55 at http://keystone in box'
  expect(hideSecrets(text, told)).toBe('*** *** *** *** at http://keystone in box')
})
