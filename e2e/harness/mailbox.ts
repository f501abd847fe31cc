import { until } from './until.ts';

/** Reads the local mailbox as a person does: its pages. */
export const mailbox = (url: string) => {
  const subjects = async (): Promise<{ subject: string; href: string; recipient: string }[]> => {
    const page = await (await fetch(`${url}/mail`)).text();
    return [...page.matchAll(/<li><a[^>]+href="(\/mail\/[^"?]+)"[^>]*>([\s\S]*?)<\/a>([\s\S]*?)<\/li>/g)].map(
      ([, href = '', text = '', about = '']) => ({
        href,
        subject: textOf(text),
        recipient: /to (\S+)/.exec(textOf(about))?.[1] ?? '',
      }),
    );
  };
  return {
    subjects: async () => (await subjects()).map((mail) => mail.subject),
    /** The text of the newest mail whose subject matches, to this recipient if there is one given; waited for. */
    read: async (subject: RegExp, recipient?: string): Promise<string> => {
      const mail = await until(`a mail about ${subject.source}`, async () =>
        (await subjects()).find(
          (one) => subject.test(one.subject) && (recipient === undefined || one.recipient === recipient),
        ),
      );
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
