/** Who a person can be in the demo market. Refused in production. */
export const DEMO_ACCOUNTS = {
  password: 'stoa-demo-2026',
  people: [
    { key: 'admin', email: 'admin@stoa.example', name: 'Iris Admin', what: 'administrator' },
    { key: 'support', email: 'support@stoa.example', name: 'Sam Support', what: 'support' },
    { key: 'loom', email: 'loom@stoa.example', name: 'Lena Weber', what: 'owner of Loom & Thread (clothing)' },
    { key: 'hearth', email: 'hearth@stoa.example', name: 'Hugo Martin', what: 'owner of Hearth & Garden' },
    { key: 'orla', email: 'orla@stoa.example', name: 'Orla Byrne', what: 'owner of Orla Jewellery' },
    { key: 'staff', email: 'staff@stoa.example', name: 'Stefan Klein', what: 'staff of Loom & Thread' },
    { key: 'ada', email: 'ada@stoa.example', name: 'Ada Lovelace', what: 'shopper in Berlin' },
    { key: 'noor', email: 'noor@stoa.example', name: 'Noor Haddad', what: 'shopper in Vienna' },
  ],
} as const;
