/** Names that could be real, and names that try to break out of whatever shows them. */

export const applications = [
  'billing',
  'portal',
  'gitlab',
  'jenkins',
  'k8s-prod',
  'k8s-stage',
  'orders',
  'payments',
  'identity',
  'search',
  'catalogue',
  'mail',
  'wiki',
  'monitoring',
  'logging',
  'etl',
  'ledger',
  'booking',
  'inventory',
  'reports',
  'vpn',
  'registry',
  'kafka',
  'warehouse',
  'chat',
  'video',
  'ml-train',
  'sandbox',
  'legacy-erp',
  'dns',
] as const

export const roles = [
  'web',
  'api',
  'db',
  'worker',
  'cache',
  'queue',
  'lb',
  'proxy',
  'master',
  'node',
  'backup',
  'cron',
  'bastion',
  'app',
] as const

export const projectNames = [
  'platform',
  'payments',
  'data-science',
  'web-portal',
  'ci-cd',
  'observability',
  'network-services',
  'erp',
  'research',
  'customer-support',
  'mobile',
  'security',
  'analytics',
  'content',
  'logistics',
  'hr-systems',
  'billing',
  'iot-gateway',
] as const

export const hostileProjectNames = [
  'delta|pipe',
  'zeta, "Inc."',
  'Épsilon-Zürich',
  '<b>bold</b> team',
  'مشروع',
] as const

/** Nova takes all of these; it refuses characters above U+FFFF and surrounding blanks. */
export const hostileServerNames = [
  'comma,name',
  'quote"d',
  "single'quote",
  'pipe|name|x',
  'ünïcode-日本',
  'in  side',
  '-leading-dash',
  '=1+1',
  '=HYPERLINK("http://example.invalid","open")',
  '+cmd|calc',
  '@SUM(A1)',
  'back\\slash',
  '<b>html</b>',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '</script><!--',
  '"><svg onload=alert(1)>',
  'javascript:alert(1)',
  '{{7*7}}',
  '${7*7}',
  'שרת-ימין-לשמאל',
  'abc\u202Egnp.exe',
  '%s %d %n',
  '../../etc/passwd',
  '1234',
  'None',
  'null',
  "['list']",
  '{"json": 1}',
  '&lt;entity&gt;',
  'x'.repeat(255),
] as const

/** Nova refuses these; an older or another cloud may hold them. */
export const forbiddenServerNames = ['rocket-🚀', 'family-👨‍👩‍👧', 'flag-🇮🇩'] as const

export const hostileVolumeNames = [
  '',
  null,
  'vol,comma',
  'vol"quote',
  'vol|pipe',
  'völ-日本',
  'vol-emoji-💾',
  "vol'single",
  '<i>vol</i>',
  '=2+5',
  'קובץ',
  'v'.repeat(255),
  'two\nlines',
  '',
] as const

export const imageNames = [
  'Ubuntu 24.04 LTS',
  'Ubuntu 22.04 LTS',
  'Debian 12',
  'Rocky Linux 9',
  'AlmaLinux 9',
  'CentOS Stream 9',
  'Windows Server 2022',
  'Fedora CoreOS 41',
  'FreeBSD 14',
  'Debian 11 (end of life)',
] as const

export const cpuModels = ['Cascadelake-Server-noTSX', 'Icelake-Server', 'EPYC-Rome', 'EPYC-Milan'] as const

export const downReasons = [
  'kernel panic, see the console',
  'power supply',
  'memory error in slot B2',
] as const

export const maintenanceReasons = [
  'firmware update',
  'maintenance, "rack|7"',
  'new kernel',
  'disk replacement',
  'reserved for migration',
] as const
