/** What is looked up before a district is known, or belongs to the installation as a whole. */
export const tablesAboveDistricts: readonly string[] = [
  'accounts',
  'demo_messages',
  'job_progress',
  'job_schedules',
  'migrations',
  'one_time_links',
  'sessions',
  'sign_in_codes',
  'sign_in_tries',
];
