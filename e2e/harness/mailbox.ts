import { until } from './until.ts';

/** Reads the local mailbox as a person does: its pages. */
export const mailbox = (url: string) => {
  const subjects = async (): Promise<{ subject: string; href: string }[]> => {
    const page = await (await fetch(`${url}/mail`)).text();
    return [...page.matchAll(/<a[^>]+href="(\/mail\/[^"?]+)"[^>]*>([\s\S]*?)<\/a>/g)].map(([, href = '', text = '']) => ({
      href,
      subject: textOf(text),
    }));
  };
  return {
    subjects: async () => (await subjects()).map((mail) => mail.subject),
    /** The text of the newest mail whose subject matches, waited for. */
    read: async (subject: RegExp): Promise<string> => {
      const mail = await until(`a mail about ${subject.source}`, async () => (await subjects()).find((one) => subject.test(one.subject)));
      return (await fetch(`${url}${mail.href}`)).text();
    },
  };
};

const textOf = (html: string) =>
  html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&amp;', '&')
    .trim();
