import { z } from 'zod';

const nothing = z.null();

export const discoveryShape = z.object({
  changeset: z.string(),
  contact: z.string(),
  key_service: z.string(),
  endpoints: z.array(
    z.object({
      specification: z.url(),
      url: z.url(),
      changeset: z.string(),
      type: z.enum(['production', 'test']),
      formats: z.array(z.string()),
    }),
  ),
});

export const servicesShape = z.array(
  z.object({
    service_code: z.string(),
    service_name: z.string(),
    description: z.string(),
    metadata: z.boolean(),
    type: z.literal('batch'),
    keywords: z.string().nullable(),
    group: nothing,
  }),
);

export const definitionShape = z.object({
  service_code: z.string(),
  attributes: z.array(
    z.object({
      variable: z.boolean(),
      code: z.string(),
      datatype: z.enum(['singlevaluelist', 'text']),
      required: z.boolean(),
      datatype_description: z.string(),
      order: z.int(),
      description: z.string(),
      values: z.array(z.object({ key: z.string(), name: z.string() })).optional(),
    }),
  ),
});

export const requestsShape = z.array(
  z.object({
    service_request_id: z.string(),
    status: z.enum(['open', 'closed']),
    status_notes: z.string().nullable(),
    service_name: z.string(),
    service_code: z.string(),
    description: z.string(),
    agency_responsible: z.string().nullable(),
    service_notice: nothing,
    requested_datetime: z.iso.datetime(),
    updated_datetime: z.iso.datetime(),
    expected_datetime: z.iso.datetime().nullable(),
    address: z.string(),
    address_id: z.string(),
    zipcode: nothing,
    lat: nothing,
    long: nothing,
    media_url: z.url().nullable(),
  }),
);
export type RequestModel = z.output<typeof requestsShape>[number];

export const postedShape = z.array(z.object({ token: z.string(), service_notice: z.string(), account_id: nothing }));
export const tokenShape = z.array(z.object({ service_request_id: z.string().nullable(), token: z.string() }));

export const clientsShows = z.object({
  /** The key that was just issued, seen this once. */
  key: z.string().nullable(),
  clients: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      place: z.object({ code: z.string(), name: z.string() }),
      keyStart: z.string(),
      issuedAt: z.iso.datetime(),
      revokedAt: z.iso.datetime().nullable(),
    }),
  ),
  page: z.int(),
  hasMore: z.boolean(),
});
export type ClientsModel = z.output<typeof clientsShows>;
