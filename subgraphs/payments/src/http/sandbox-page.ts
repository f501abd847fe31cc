import { route, type HttpVisit } from '@stoa/subgraph-kit';
import type { House } from '../context.ts';
import type { Sandbox } from '../providers/sandbox/sandbox.ts';
import { challengePage } from './pages/challenge-page.ts';
import type { PagePass } from './pages/page-pass.ts';
import { payPage } from './pages/pay-page.ts';
import { resultPage } from './pages/result-page.ts';
import { unknownPage } from './pages/unknown-page.ts';

/** The sandbox provider's hosted page. It shows and moves the provider's own books; we hear of it by web hook like of any other. */
export const sandboxPage = [
  route(
    'GET',
    '/pay/:reference',
    ({ sandbox }: House) =>
      (visit) =>
        showing(sandbox, visit, (pass) => (isPayable(pass) ? payPage(pass) : resultPage(pass))),
  ),
  route(
    'GET',
    '/pay/:reference/challenge',
    ({ sandbox }: House) =>
      (visit) =>
        showing(sandbox, visit, (pass) => (isPayable(pass) ? challengePage(pass) : resultPage(pass))),
  ),
  route(
    'GET',
    '/pay/:reference/result',
    ({ sandbox }: House) =>
      (visit) =>
        showing(sandbox, visit, resultPage),
  ),
  route(
    'POST',
    '/pay/:reference/:action',
    ({ sandbox }: House) =>
      (visit) =>
        acting(sandbox, visit),
  ),
];

async function showing(sandbox: Sandbox, visit: HttpVisit, page: (pass: PagePass) => Response): Promise<Response> {
  const pass = await passOf(sandbox, visit);
  return pass ? page(pass) : unknownPage();
}

async function acting(sandbox: Sandbox, visit: HttpVisit): Promise<Response> {
  const pass = await passOf(sandbox, visit);
  const form = new URLSearchParams((await visit.request.text()).slice(0, LONGEST_FORM));
  // The token proves that the form was on our page: another site's form cannot know it.
  if (!pass || !sandbox.secrets.isFormTokenOf(pass.payment.reference, form.get('token'))) return unknownPage();
  const { reference } = pass.payment;
  switch (visit.params['action'] ?? '') {
    case 'approve':
      await sandbox.approve(reference);
      break;
    case 'decline':
      await sandbox.decline(reference);
      break;
    case 'later':
      await sandbox.payLater(reference);
      break;
    case 'challenge': {
      const payment = await sandbox.answerChallenge(reference, form.get('code') ?? '');
      if (payment && isPayable({ payment })) return challengePage({ ...pass, payment });
      break;
    }
    default:
      return unknownPage();
  }
  return new Response(null, {
    status: 303,
    headers: { location: `/pay/${reference}/result?s=${pass.secret}`, 'cache-control': 'no-store' },
  });
}

const LONGEST_FORM = 4_096;

/** Who holds the link may see the page; nobody else learns whether there is one. */
async function passOf(sandbox: Sandbox, { request, params }: HttpVisit): Promise<PagePass | undefined> {
  const reference = params['reference'] ?? '';
  const secret = new URL(request.url).searchParams.get('s');
  if (!sandbox.secrets.isSecretOf(reference, secret)) return undefined;
  const payment = await sandbox.find(reference);
  return payment && { payment, secret: secret ?? '', formToken: sandbox.secrets.formTokenOf(reference) };
}

const isPayable = ({ payment }: Pick<PagePass, 'payment'>) => payment.status === 'REQUIRES_ACTION';
