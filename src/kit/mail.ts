import { createTransport } from 'nodemailer';
import type { Delivery } from './sms.ts';

/** A letter in plain text. `id` is the same each time it is tried, and stands in its Message-ID. */
export type Mail = { readonly id: string; readonly to: string; readonly subject: string; readonly text: string };

/** A way by which letters leave. Never throws. */
export type Mailer = { send(mail: Mail): Promise<Delivery> };

/**
 * Sends e-mail through a server.
 * @param url such as smtp://user:password@mail.example.org:587 (TLS as soon as the server offers it) or smtps://…
 * @param from the sender, such as `Doorstep <doorstep@example.org>`.
 */
export function smtpMailer({ url, from }: { readonly url: string; readonly from: string }): Mailer {
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'doorstep';
  const transport = createTransport({
    url,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ id, to, subject, text }) {
      try {
        await transport.sendMail({
          from,
          // As an object, so that nothing in it can be read as a second address.
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { sent: true };
      } catch (error) {
        const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
        const never = code >= 500 && code < 600;
        return { sent: false, retry: !never, reason: code > 0 ? `status ${code}` : 'not_reachable' };
      }
    },
  };
}
