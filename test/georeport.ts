import { z } from 'zod';

/**
 * What the JSON schemas published for GeoReport v2 demand (open311/schema-validation, schema/georeport-v2, 15 July 2016):
 * the same fields, required or not, of the same types and with the same values, stated as schemas of ours.
 */
const said = z.string().nullable().optional();
const moment = z.iso.datetime({ offset: true });

export const services = z.array(
  z.looseObject({
    service_code: z.string(),
    service_name: z.string(),
    description: said,
    metadata: z.boolean(),
    type: z.enum(['realtime', 'batch', 'blackbox']),
    keywords: said,
    group: said,
  }),
);

export const serviceDefinition = z.looseObject({
  service_code: z.string(),
  attributes: z.array(
    z.looseObject({
      variable: z.boolean(),
      code: z.string(),
      datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
      required: z.boolean(),
      datatype_description: said,
      order: z.int().nullable().optional(),
      description: said,
      values: z.array(z.looseObject({ key: z.string(), name: z.string() })).optional(),
    }),
  ),
});

export const requests = z.array(
  z.looseObject({
    service_request_id: z.string(),
    status: z.enum(['open', 'closed']),
    status_notes: said,
    service_name: said,
    service_code: z.string(),
    description: z.string().max(4000).nullable().optional(),
    agency_responsible: said,
    service_notice: said,
    requested_datetime: moment,
    updated_datetime: moment.nullable().optional(),
    expected_datetime: moment.nullable().optional(),
    address: said,
    address_id: said,
    zipcode: said,
    lat: z.number().nullable().optional(),
    long: z.number().nullable().optional(),
    media_url: z.url().nullable().optional(),
  }),
);

/** Of errors the text says: an array of these. */
export const errors = z.array(z.strictObject({ code: z.int(), description: z.string().min(1) })).min(1);
