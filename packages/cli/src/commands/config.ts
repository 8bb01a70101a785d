import { pipelineConfigJsonSchema } from '@quantblocks/pipeline';
import type { Answer, Invocation } from '../command.ts';
import type { SETTING_FLAGS } from '../flags.ts';
import { readSettings } from '../settings.ts';

export function configShow({ flags }: Invocation<typeof SETTING_FLAGS>): Answer {
  const settings = readSettings(flags);
  return { text: JSON.stringify(settings, null, 2), json: settings };
}

export function configSchema(): Answer {
  const schema = pipelineConfigJsonSchema();
  return { text: JSON.stringify(schema, null, 2), json: schema };
}
