import type { Catalog, Objects } from '../../catalog/catalog'
import { parseExpression, strings, walk } from '../../catalog/expression'
import { functionsNamed } from '../../catalog/read'
import type { Node } from '../../syntax/statement'
import type { Fact } from '../rule'

/** Volatile functions of pg_catalog that can be written in an expression (pg_proc.provolatile of PostgreSQL 18; none differs in 14 to 17). */
const volatile =
  words(`array_sample array_shuffle clock_timestamp current_query currval gen_random_uuid lastval lo_creat lo_create
  lo_from_bytea lo_import nextval pg_current_wal_lsn pg_current_wal_insert_lsn pg_database_size pg_is_in_recovery pg_notify
  pg_relation_size pg_sleep pg_table_size pg_total_relation_size query_to_xml random random_normal set_config setseed setval timeofday
  txid_status uuidv4 uuidv7 pg_advisory_lock pg_advisory_xact_lock pg_try_advisory_lock pg_try_advisory_xact_lock`)

/** Volatile functions of extensions that ship with PostgreSQL or are everywhere. */
const volatileExtension =
  words(`uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 uuid_generate_v6 uuid_generate_v7 gen_random_bytes
  gen_salt crypt_random nanoid ulid_generate gen_ulid generate_ulid ksuid snowflake uuid_nil_random`)

/** Immutable and stable functions of pg_catalog that are written in expressions (pg_proc.provolatile of PostgreSQL 18). */
const steady =
  words(`abs acos acosd acosh age area array_append array_cat array_dims array_fill array_length array_lower array_ndims
  array_position array_positions array_prepend array_remove array_replace array_reverse array_sort array_to_json array_to_string
  array_to_tsvector array_upper ascii asin asind asinh atan atan2 atan2d atand atanh bit bit_count bit_length bool box bpchar broadcast
  btrim bytea cardinality casefold cbrt ceil ceiling center char char_length character_length chr cidr circle concat concat_ws convert
  convert_from convert_to cos cosd cosh cot cotd crc32 crc32c current_database current_schema current_schemas current_setting date
  date_add date_bin date_part date_subtract date_trunc datemultirange daterange decode degrees diameter div encode enum_first enum_last
  enum_range erf erfc exp extract factorial family float4 float8 floor format format_type gamma gcd get_bit get_byte
  get_current_ts_config has_any_column_privilege has_column_privilege has_database_privilege has_function_privilege
  has_schema_privilege has_sequence_privilege has_table_privilege height host hostmask inet inet_client_addr inet_client_port
  inet_merge inet_same_family inet_server_addr inet_server_port initcap int2 int4 int4multirange int4range int8 int8multirange int8range
  interval is_normalized isclosed isempty isfinite isopen json_array_length json_build_array json_build_object json_extract_path
  json_extract_path_text json_object json_populate_record json_strip_nulls json_to_tsvector json_typeof jsonb jsonb_array_length
  jsonb_build_array jsonb_build_object jsonb_extract_path jsonb_extract_path_text jsonb_insert jsonb_object jsonb_path_exists
  jsonb_path_match jsonb_path_query_array jsonb_path_query_first jsonb_populate_record jsonb_pretty jsonb_set jsonb_set_lax
  jsonb_strip_nulls jsonb_to_tsvector jsonb_typeof justify_days justify_hours justify_interval lcm left length lgamma like ln log
  log10 lower lower_inc lower_inf lpad lseg ltrim macaddr macaddr8 macaddr8_set7bit make_date make_interval make_time make_timestamp
  make_timestamptz masklen md5 min_scale mod money multirange name netmask network normalize now npoints num_nonnulls num_nulls
  numeric nummultirange numnode numrange octet_length oid overlaps overlay parse_ident path pclose percent phraseto_tsquery pi
  plainto_tsquery point polygon popen position pow power quote_ident quote_literal quote_nullable radians radius range_merge
  pg_backend_pid pg_client_encoding pg_column_size pg_current_snapshot pg_current_xact_id pg_get_serial_sequence pg_has_role
  pg_input_is_valid pg_my_temp_schema pg_postmaster_start_time pg_size_bytes pg_size_pretty pg_trigger_depth pg_typeof regclass
  regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array regexp_substr repeat replace
  reverse right round row_security_active row_to_json rpad rtrim scale session_user set_bit set_byte set_masklen setweight sha224 sha256
  sha384 sha512 sign sin sind sinh slope split_part sqrt starts_with statement_timestamp string_to_array strip strpos substr substring
  tan tand tanh text time timestamp timestamptz timetz timezone to_ascii to_bin to_char to_date to_hex to_json to_jsonb to_number to_oct
  to_regclass to_regproc to_regtype to_timestamp to_tsquery to_tsvector transaction_timestamp translate trim_array trim_scale trunc
  ts_delete ts_filter ts_headline ts_rank ts_rank_cd tsmultirange tsquery_phrase tsrange tstzmultirange tstzrange tsvector_to_array
  txid_current txid_current_if_assigned txid_current_snapshot unicode_assigned unistr upper upper_inc upper_inf uuid_extract_timestamp
  uuid_extract_version varbit varchar version websearch_to_tsquery width width_bucket xml xml_is_well_formed xmlcomment xmlexists
  xmltext xpath xpath_exists uuid_nil uuid_ns_dns uuid_ns_url uuid_generate_v3 uuid_generate_v5 digest hmac unaccent similarity`)

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/))
}

/** Whether evaluating an expression twice in one statement may give two values, and which call makes it so. */
export interface Volatility {
  readonly volatile: Fact
  /** The function that decides, as written. */
  readonly by?: string
  /** Byte position of that call, for `Statement.at`. */
  readonly location?: number
}

/**
 * By the functions an expression calls, as contain_volatile_functions in clauses.c sees it after inlining. A function whose label the
 * history does not tell is `unknown`.
 */
export function volatilityOf(expression: unknown, catalog: Catalog): Volatility {
  let found: Volatility = { volatile: 'no' }
  walk(expression, (tag, node) => {
    if (tag !== 'FuncCall' || found.volatile === 'yes') return
    const call = node as Node<'FuncCall'>
    const fact = functionVolatility(strings(call.funcname), catalog)
    if (fact === 'no' || (fact === 'unknown' && found.volatile === 'unknown')) return
    found = {
      volatile: fact,
      by: strings(call.funcname).join('.'),
      ...(call.location !== undefined && { location: call.location }),
    }
  })
  return found
}

function functionVolatility(name: readonly string[], catalog: Catalog): Fact {
  const plain = name.at(-1)!
  const own = functionsNamed(catalog, name)
  if (own.length > 0) {
    const facts = own.map((entry) => labelled(entry.object, catalog))
    return facts.every((fact) => fact === facts[0]) ? facts[0]! : 'unknown'
  }
  const ours = name.length > 1 && name[0] !== 'pg_catalog'
  if (volatileExtension.has(plain) || (volatile.has(plain) && !ours)) return 'yes'
  if (steady.has(plain) && (!ours || name[0] === 'extensions' || name[0] === 'public')) return 'no'
  return 'unknown'
}

/** An overload's own label, or what its body does where PostgreSQL puts the body in its place (inline_function in clauses.c). */
function labelled(routine: Objects['function'], catalog: Catalog): Fact {
  if (routine.volatility !== 'volatile') return 'no'
  const inlined = inlinable(routine)
  return inlined === undefined ? 'yes' : volatilityOf(inlined, catalog).volatile
}

/** The expression of a SQL function that is nothing but `SELECT expression`. */
function inlinable({ language, body, securityDefiner, returns, settings }: Objects['function']): unknown {
  if (language !== 'sql' || securityDefiner || returns?.startsWith('SETOF ') || Object.keys(settings).length > 0) return undefined
  const match = /^\s*select\s+([^;]*?)\s*;?\s*$/i.exec(body)
  return match && !/\bfrom\b/i.test(match[1]!) ? parseExpression(match[1]!) : undefined
}
