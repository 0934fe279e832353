import { request, type IncomingMessage } from 'node:http';

import type { Wire } from '../ipc/headless';

/** The connection from a test in Node, which has a debugger for its own objects. */
export const node: Wire = {
  async post(address, body) {
    const answer = await send(address, 'POST', body);
    const { statusCode = 0, headers } = answer;
    let text = '';
    answer.setEncoding('utf8');
    for await (const chunk of answer) text += chunk as string;
    const json = headers['content-type'] === 'application/json';
    return { ok: statusCode < 300, json, text, sent: Number(headers['lingpai-events']) || 0 };
  },

  async listen(address, hear) {
    const answer = await send(address, 'GET', '');
    answer.setEncoding('utf8');
    let rest = '';
    answer.on('data', (chunk: string) => {
      const messages = (rest + chunk).split('\n\n');
      rest = messages.pop() ?? '';
      for (const message of messages) hear(message.replace(/^data: ?/, ''));
    });
    return () => answer.destroy();
  },
};

function send(address: string, method: string, body: string | Uint8Array): Promise<IncomingMessage> {
  return new Promise((answered, failed) => {
    const question = request(address, { method, agent: false }, answered);
    question.on('error', failed);
    question.end(body);
  });
}
