/**
 * Functions and settings that a user may write, by the first major whose pg_proc or pg_settings has them: the difference between servers
 * 14.23, 15.18, 16.14, 17.10 and 18.4, less what is internal.
 */
const functions: { readonly [major: number]: string } = {
  15: `has_parameter_privilege pg_backup_start pg_backup_stop pg_database_collation_actual_version pg_ls_replslotdir
    pg_settings_get_flags pg_stat_force_next_flush pg_stat_have_stats regexp_count regexp_instr regexp_like regexp_substr`,
  16: `any_value array_sample array_shuffle date_add date_subtract erf erfc pg_input_error_info pg_input_is_valid
    pg_log_standby_snapshot pg_split_walfile_name random_normal`,
  17: `icu_unicode_version jsonb_populate_record_valid pg_basetype pg_column_toast_chunk_id pg_get_wait_events
    pg_sync_replication_slots to_bin to_oct to_regtypemod unicode_assigned unicode_version uuid_extract_timestamp
    uuid_extract_version xmltext`,
  18: `array_reverse array_sort casefold crc32 crc32c gamma has_largeobject_privilege lgamma pg_clear_attribute_stats
    pg_clear_relation_stats pg_get_acl pg_restore_attribute_stats pg_restore_relation_stats pg_stat_reset_backend_stats uuidv4
    uuidv7`,
}

const settings: { readonly [major: number]: string } = {
  15: 'log_startup_progress_interval recovery_prefetch recursive_worktable_factor stats_fetch_consistency wal_decode_buffer_size',
  16: `createrole_self_grant debug_io_direct debug_parallel_query enable_presorted_aggregate gss_accept_delegation
    icu_validation_level max_parallel_apply_workers_per_subscription reserved_connections scram_iterations
    vacuum_buffer_usage_limit`,
  17: `allow_alter_system enable_group_by_reordering event_triggers io_combine_limit summarize_wal sync_replication_slots
    synchronized_standby_slots transaction_timeout wal_summary_keep_time`,
  18: `autovacuum_vacuum_max_threshold autovacuum_worker_slots enable_distinct_reordering enable_self_join_elimination
    extension_control_path file_copy_method idle_replication_slot_timeout io_max_combine_limit io_max_concurrency io_method
    io_workers log_lock_failures max_active_replication_origins md5_password_warnings oauth_validator_libraries
    track_cost_delay_timing vacuum_max_eager_freeze_failure_rate vacuum_truncate`,
}

const byName = (lists: { readonly [major: number]: string }): ReadonlyMap<string, number> =>
  new Map(
    Object.entries(lists).flatMap(([major, names]) =>
      names
        .trim()
        .split(/\s+/)
        .map((name) => [name, Number(major)]),
    ),
  )

export const newerFunctions = byName(functions)
export const newerSettings = byName(settings)
