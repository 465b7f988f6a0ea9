//! The tables, as both databases hold them.

diesel::table! {
    users (id) {
        id -> BigInt,
        name -> Text,
        password_hash -> Nullable<Text>,
        terms_version -> Nullable<Text>,
        terms_accepted_at -> Nullable<Timestamp>,
        terms_accepted_from -> Nullable<Text>,
        wants_news -> Bool,
        language -> Text,
        theme -> Text,
        signed_in_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
        deleted_at -> Nullable<Timestamp>,
        stamp -> BigInt,
    }
}

diesel::table! {
    contacts (id) {
        id -> BigInt,
        user_id -> BigInt,
        kind -> Text,
        value -> Text,
        shown -> Text,
        verified_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        key_hash -> Binary,
        user_id -> Nullable<BigInt>,
        state -> Text,
        created_at -> Timestamp,
        idle_until -> Timestamp,
        ends_at -> Timestamp,
        needs_new_key -> Bool,
    }
}

diesel::table! {
    sign_in_links (id) {
        id -> BigInt,
        user_id -> BigInt,
        token_hash -> Binary,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    locations (id) {
        id -> BigInt,
        name -> Text,
        address -> Text,
        country -> Text,
        time_zone -> Text,
        currency -> Text,
        language -> Text,
        invitation_days -> BigInt,
        version -> BigInt,
        created_at -> Timestamp,
        subscription_active -> Bool,
        subscription_ends_on -> Nullable<Date>,
        seat_limit -> Nullable<BigInt>,
        closed_at -> Nullable<Timestamp>,
        refuses_busy_assistants -> Bool,
    }
}

diesel::table! {
    roles (id) {
        id -> BigInt,
        location_id -> Nullable<BigInt>,
        template -> Nullable<Text>,
        name -> Text,
        name_key -> Text,
        rights -> Text,
        place -> BigInt,
        needs_second_factor -> Bool,
        version -> BigInt,
        changed_by -> Text,
        changed_at -> Nullable<Timestamp>,
        deleted_at -> Nullable<Timestamp>,
        copied_from -> Text,
        chain_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    accesses (id) {
        id -> BigInt,
        location_id -> BigInt,
        user_id -> BigInt,
        role_id -> BigInt,
        ends_on -> Nullable<Date>,
        warned_at -> Nullable<Timestamp>,
        version -> BigInt,
        created_at -> Timestamp,
        exceptions -> Text,
        given_by -> Text,
        given_at -> Nullable<Timestamp>,
        changed_by -> Text,
        changed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    positions (id) {
        id -> BigInt,
        location_id -> BigInt,
        title -> Text,
        title_key -> Text,
        description -> Text,
        chain_position_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    members (id) {
        id -> BigInt,
        location_id -> BigInt,
        name -> Text,
        name_key -> Text,
        specialization -> Text,
        position_id -> Nullable<BigInt>,
        description -> Text,
        phone -> Text,
        email -> Text,
        birthday -> Nullable<Date>,
        home_address -> Text,
        external_id -> Text,
        assists -> Bool,
        place -> BigInt,
        employment -> Text,
        dismissed_on -> Nullable<Date>,
        user_id -> Nullable<BigInt>,
        version -> BigInt,
        created_at -> Timestamp,
        chain_member_id -> Nullable<BigInt>,
        merged_into_id -> Nullable<BigInt>,
        in_schedule -> Bool,
    }
}

diesel::table! {
    chain_positions (id) {
        id -> BigInt,
        chain_id -> BigInt,
        title -> Text,
        title_key -> Text,
        description -> Text,
    }
}

diesel::table! {
    chain_members (id) {
        id -> BigInt,
        chain_id -> BigInt,
        name -> Text,
        name_key -> Text,
        specialization -> Text,
        position_id -> Nullable<BigInt>,
        description -> Text,
        phone -> Text,
        email -> Text,
        version -> BigInt,
        created_at -> Timestamp,
        deleted_at -> Nullable<Timestamp>,
        merged_into_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    invitations (id) {
        id -> BigInt,
        location_id -> Nullable<BigInt>,
        chain_id -> Nullable<BigInt>,
        name -> Text,
        name_key -> Text,
        email -> Nullable<Text>,
        email_shown -> Nullable<Text>,
        phone -> Nullable<Text>,
        phone_shown -> Nullable<Text>,
        language -> Text,
        note -> Text,
        role_id -> Nullable<BigInt>,
        chain_role_id -> Nullable<BigInt>,
        everywhere_role_id -> Nullable<BigInt>,
        member_id -> Nullable<BigInt>,
        access_ends_on -> Nullable<Date>,
        inviter_id -> BigInt,
        inviter_name -> Text,
        state -> Text,
        replaced -> Bool,
        applicant_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        reminded_at -> Nullable<Timestamp>,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    messages (id) {
        id -> BigInt,
        location_id -> Nullable<BigInt>,
        channel -> Text,
        recipient -> Text,
        message_id -> Text,
        sealed -> Nullable<Binary>,
        state -> Text,
        reason -> Text,
        attempts -> Integer,
        price -> BigInt,
        due_at -> Timestamp,
        leased_until -> Nullable<Timestamp>,
        give_up_at -> Timestamp,
        created_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    invitation_links (id) {
        id -> BigInt,
        invitation_id -> BigInt,
        channel -> Text,
        token_hash -> Binary,
        message_id -> Nullable<BigInt>,
        cancelled -> Bool,
        expires_at -> Timestamp,
        created_at -> Timestamp,
    }
}

diesel::table! {
    codes (id) {
        id -> BigInt,
        link_id -> BigInt,
        kind -> Text,
        recipient -> Text,
        code_hash -> Binary,
        tries -> Integer,
        sent -> Integer,
        expires_at -> Timestamp,
        created_at -> Timestamp,
    }
}

diesel::table! {
    activity (id) {
        id -> BigInt,
        location_id -> Nullable<BigInt>,
        chain_id -> Nullable<BigInt>,
        at -> Timestamp,
        actor_id -> Nullable<BigInt>,
        actor_name -> Text,
        deed -> Text,
        subject -> Text,
        member_id -> Nullable<BigInt>,
        changes -> Text,
        address -> Text,
        actor_role -> Text,
        request -> Text,
        number -> Nullable<BigInt>,
        seal -> Nullable<Binary>,
        thing -> Text,
    }
}

diesel::table! {
    log_heads (id) {
        id -> BigInt,
        location_id -> Nullable<BigInt>,
        chain_id -> Nullable<BigInt>,
        number -> BigInt,
        seal -> Nullable<Binary>,
    }
}

diesel::table! {
    tries (id) {
        id -> BigInt,
        scope -> Binary,
        at -> Timestamp,
    }
}

diesel::table! {
    password_resets (id) {
        id -> BigInt,
        user_id -> BigInt,
        token_hash -> Binary,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    second_factors (id) {
        id -> BigInt,
        user_id -> BigInt,
        sealed -> Binary,
        last_step -> BigInt,
        confirmed_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    recovery_codes (id) {
        id -> BigInt,
        user_id -> BigInt,
        code_hash -> Binary,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    contact_proofs (id) {
        id -> BigInt,
        user_id -> BigInt,
        kind -> Text,
        value -> Text,
        shown -> Text,
        code_hash -> Binary,
        tries -> Integer,
        expires_at -> Timestamp,
        created_at -> Timestamp,
    }
}

diesel::table! {
    channels (id) {
        id -> BigInt,
        location_id -> BigInt,
        kind -> Text,
        provider -> Text,
        sealed -> Binary,
        countries -> Text,
        daily_limit -> BigInt,
        price -> BigInt,
        monthly_limit -> Nullable<BigInt>,
        paused_until -> Nullable<Timestamp>,
        trouble -> Text,
        version -> BigInt,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    chains (id) {
        id -> BigInt,
        name -> Text,
        main_location_id -> BigInt,
        version -> BigInt,
        created_at -> Timestamp,
        deleted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    chain_locations (id) {
        id -> BigInt,
        chain_id -> BigInt,
        location_id -> BigInt,
        place -> BigInt,
        added_at -> Timestamp,
    }
}

diesel::table! {
    chain_roles (id) {
        id -> BigInt,
        chain_id -> BigInt,
        template -> Nullable<Text>,
        name -> Text,
        name_key -> Text,
        rights -> Text,
        place -> BigInt,
        version -> BigInt,
        changed_by -> Text,
        changed_at -> Nullable<Timestamp>,
        deleted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    chain_accesses (id) {
        id -> BigInt,
        chain_id -> BigInt,
        user_id -> BigInt,
        role_id -> Nullable<BigInt>,
        added -> Text,
        withheld -> Text,
        everywhere_role_id -> Nullable<BigInt>,
        version -> BigInt,
        created_at -> Timestamp,
        changed_by -> Text,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    chain_grants (id) {
        id -> BigInt,
        chain_access_id -> BigInt,
        location_id -> BigInt,
        role_id -> BigInt,
        given_by -> Text,
        given_at -> Timestamp,
    }
}

diesel::table! {
    invitation_grants (id) {
        id -> BigInt,
        invitation_id -> BigInt,
        location_id -> BigInt,
        role_id -> BigInt,
    }
}

diesel::table! {
    chain_batches (id) {
        id -> BigInt,
        chain_id -> BigInt,
        by_name -> Text,
        done_at -> Timestamp,
        undone_by -> Text,
        undone_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    chain_batch_rows (id) {
        id -> BigInt,
        batch_id -> BigInt,
        user_id -> BigInt,
        user_name -> Text,
        location_id -> BigInt,
        location_name -> Text,
        before_id -> Nullable<BigInt>,
        before_name -> Text,
        after_id -> Nullable<BigInt>,
        after_name -> Text,
    }
}

diesel::table! {
    service_categories (id) {
        id -> BigInt,
        location_id -> BigInt,
        title -> Text,
        title_key -> Text,
        place -> BigInt,
    }
}

diesel::table! {
    services (id) {
        id -> BigInt,
        location_id -> BigInt,
        category_id -> Nullable<BigInt>,
        title -> Text,
        title_key -> Text,
        description -> Text,
        price -> BigInt,
        minutes -> BigInt,
        place -> BigInt,
        version -> BigInt,
        created_at -> Timestamp,
        archived_at -> Nullable<Timestamp>,
        deleted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    member_services (id) {
        id -> BigInt,
        member_id -> BigInt,
        service_id -> BigInt,
        price -> Nullable<BigInt>,
        minutes -> Nullable<BigInt>,
    }
}

diesel::table! {
    work_spans (id) {
        id -> BigInt,
        member_id -> BigInt,
        day -> Date,
        from_minute -> BigInt,
        to_minute -> BigInt,
    }
}

diesel::table! {
    time_off (id) {
        id -> BigInt,
        member_id -> BigInt,
        first_day -> Date,
        last_day -> Date,
        reason -> Text,
    }
}

diesel::table! {
    clients (id) {
        id -> BigInt,
        location_id -> BigInt,
        name -> Text,
        name_key -> Text,
        phone -> Text,
        email -> Text,
        version -> BigInt,
        created_at -> Timestamp,
        deleted_at -> Nullable<Timestamp>,
        merged_into_id -> Nullable<BigInt>,
        erased_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    client_words (id) {
        id -> BigInt,
        location_id -> BigInt,
        client_id -> BigInt,
        kind -> Text,
        word -> Text,
    }
}

diesel::table! {
    client_looks (id) {
        id -> BigInt,
        user_id -> BigInt,
        hour -> Timestamp,
        pages -> BigInt,
    }
}

diesel::table! {
    client_notes (id) {
        id -> BigInt,
        client_id -> BigInt,
        author_id -> Nullable<BigInt>,
        author_name -> Text,
        text -> Text,
        written_at -> Timestamp,
    }
}

diesel::table! {
    appointments (id) {
        id -> BigInt,
        location_id -> BigInt,
        client_id -> BigInt,
        status -> Text,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        comment -> Text,
        version -> BigInt,
        created_by -> Text,
        created_at -> Timestamp,
        deleted_at -> Nullable<Timestamp>,
        paid_on -> Nullable<Date>,
        paid_by_card -> Bool,
    }
}

diesel::table! {
    appointment_lines (id) {
        id -> BigInt,
        appointment_id -> BigInt,
        service_id -> BigInt,
        title -> Text,
        member_id -> BigInt,
        place -> BigInt,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        takes_time -> Bool,
        price -> BigInt,
        discount -> BigInt,
        quantity -> BigInt,
        reward_mode -> Text,
    }
}

diesel::table! {
    line_assistants (id) {
        id -> BigInt,
        line_id -> BigInt,
        member_id -> BigInt,
        place -> BigInt,
        share -> BigInt,
        starts_at -> Timestamp,
        ends_at -> Timestamp,
        takes_time -> Bool,
    }
}

diesel::table! {
    payroll_settings (id) {
        id -> BigInt,
        location_id -> BigInt,
        several_assistants -> Bool,
        reward_mode -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    photos (id) {
        id -> BigInt,
        member_id -> BigInt,
        small -> Binary,
        large -> Binary,
        digest -> Text,
    }
}

diesel::table! {
    pay_terms (id) {
        id -> BigInt,
        location_id -> BigInt,
        starts_on -> Date,
        pays_assistants -> Bool,
        by_payment -> Bool,
        by_list_price -> Bool,
        card_fee -> BigInt,
    }
}

diesel::table! {
    pay_rules (id) {
        id -> BigInt,
        location_id -> BigInt,
        member_id -> BigInt,
        number -> BigInt,
        starts_on -> Date,
        time_unit -> Text,
        time_amount -> BigInt,
        set_by -> Text,
        set_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    pay_rates (id) {
        id -> BigInt,
        rule_id -> BigInt,
        work -> Text,
        category_id -> Nullable<BigInt>,
        service_id -> Nullable<BigInt>,
        is_percent -> Bool,
        amount -> BigInt,
    }
}

diesel::table! {
    pay_statements (id) {
        id -> BigInt,
        location_id -> BigInt,
        number -> BigInt,
        member_id -> BigInt,
        first_day -> Date,
        last_day -> Date,
        from_at -> Timestamp,
        to_at -> Timestamp,
        state -> Text,
        total -> BigInt,
        made_by -> Text,
        made_at -> Timestamp,
        confirmed_by -> Text,
        confirmed_at -> Nullable<Timestamp>,
        touched_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    pay_entries (id) {
        id -> BigInt,
        location_id -> BigInt,
        member_id -> BigInt,
        day -> Date,
        kind -> Text,
        amount -> BigInt,
        reason -> Text,
        corrects_id -> Nullable<BigInt>,
        made_by -> Text,
        made_at -> Timestamp,
        voided_by -> Text,
        voided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    pay_lines (id) {
        id -> BigInt,
        statement_id -> BigInt,
        day -> Date,
        work -> Text,
        appointment_id -> Nullable<BigInt>,
        line_id -> Nullable<BigInt>,
        entry_id -> Nullable<BigInt>,
        title -> Text,
        client_name -> Text,
        amount -> BigInt,
        why -> Text,
    }
}

// A view: whoever has to do with a chain, by what it gives or by another way in at its locations; some several times.
diesel::table! {
    people_of_chains (chain_id, user_id) {
        chain_id -> BigInt,
        user_id -> BigInt,
    }
}

// A view: every way in which somebody is inside a location, by an access of its own or from a chain.
diesel::table! {
    ways_in (location_id, user_id) {
        location_id -> BigInt,
        user_id -> BigInt,
        role_id -> BigInt,
        exceptions -> Text,
        ends_on -> Nullable<Date>,
        access_id -> Nullable<BigInt>,
        chain_id -> Nullable<BigInt>,
        chain_name -> Text,
    }
}

// A view: the locations and chains that somebody can open; a location once for every way into it.
diesel::table! {
    places_to_go (user_id, id) {
        user_id -> BigInt,
        is_chain -> Bool,
        id -> BigInt,
        name -> Text,
        time_zone -> Text,
        ends_on -> Nullable<Date>,
        is_from_chain -> Bool,
        place -> BigInt,
        role_name -> Text,
    }
}

diesel::joinable!(contacts -> users (user_id));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(sign_in_links -> users (user_id));
diesel::joinable!(password_resets -> users (user_id));
diesel::joinable!(roles -> locations (location_id));
diesel::joinable!(accesses -> locations (location_id));
diesel::joinable!(accesses -> users (user_id));
diesel::joinable!(accesses -> roles (role_id));
diesel::joinable!(positions -> locations (location_id));
diesel::joinable!(members -> locations (location_id));
diesel::joinable!(members -> positions (position_id));
diesel::joinable!(members -> users (user_id));
diesel::joinable!(members -> chain_members (chain_member_id));
diesel::joinable!(positions -> chain_positions (chain_position_id));
diesel::joinable!(chain_positions -> chains (chain_id));
diesel::joinable!(chain_members -> chains (chain_id));
diesel::joinable!(chain_members -> chain_positions (position_id));
diesel::joinable!(invitations -> locations (location_id));
diesel::joinable!(invitations -> roles (role_id));
diesel::joinable!(invitations -> members (member_id));
diesel::joinable!(invitation_links -> invitations (invitation_id));
diesel::joinable!(invitation_links -> messages (message_id));
diesel::joinable!(codes -> invitation_links (link_id));
diesel::joinable!(second_factors -> users (user_id));
diesel::joinable!(channels -> locations (location_id));
diesel::joinable!(activity -> locations (location_id));
diesel::joinable!(chains -> locations (main_location_id));
diesel::joinable!(chain_locations -> chains (chain_id));
diesel::joinable!(chain_locations -> locations (location_id));
diesel::joinable!(chain_roles -> chains (chain_id));
diesel::joinable!(chain_accesses -> chains (chain_id));
diesel::joinable!(chain_accesses -> users (user_id));
diesel::joinable!(chain_accesses -> chain_roles (role_id));
diesel::joinable!(chain_grants -> chain_accesses (chain_access_id));
diesel::joinable!(chain_grants -> locations (location_id));
diesel::joinable!(chain_grants -> roles (role_id));
diesel::joinable!(invitation_grants -> invitations (invitation_id));
diesel::joinable!(invitation_grants -> roles (role_id));
diesel::joinable!(chain_batch_rows -> chain_batches (batch_id));
diesel::joinable!(service_categories -> locations (location_id));
diesel::joinable!(services -> locations (location_id));
diesel::joinable!(services -> service_categories (category_id));
diesel::joinable!(member_services -> members (member_id));
diesel::joinable!(member_services -> services (service_id));
diesel::joinable!(work_spans -> members (member_id));
diesel::joinable!(time_off -> members (member_id));
diesel::joinable!(clients -> locations (location_id));
diesel::joinable!(client_words -> clients (client_id));
diesel::joinable!(client_notes -> clients (client_id));
diesel::joinable!(appointments -> locations (location_id));
diesel::joinable!(appointments -> clients (client_id));
diesel::joinable!(appointment_lines -> appointments (appointment_id));
diesel::joinable!(appointment_lines -> services (service_id));
diesel::joinable!(appointment_lines -> members (member_id));
diesel::joinable!(line_assistants -> appointment_lines (line_id));
diesel::joinable!(line_assistants -> members (member_id));
diesel::joinable!(payroll_settings -> locations (location_id));
diesel::joinable!(photos -> members (member_id));
diesel::joinable!(pay_rules -> members (member_id));
diesel::joinable!(pay_rates -> pay_rules (rule_id));
diesel::joinable!(pay_statements -> members (member_id));
diesel::joinable!(pay_entries -> members (member_id));
diesel::joinable!(pay_lines -> pay_statements (statement_id));
diesel::joinable!(people_of_chains -> users (user_id));
diesel::joinable!(ways_in -> users (user_id));
diesel::joinable!(ways_in -> locations (location_id));
diesel::joinable!(ways_in -> roles (role_id));

diesel::allow_tables_to_appear_in_same_query!(
    users,
    contacts,
    sessions,
    sign_in_links,
    locations,
    roles,
    accesses,
    positions,
    members,
    invitations,
    messages,
    invitation_links,
    codes,
    activity,
    log_heads,
    tries,
    password_resets,
    second_factors,
    recovery_codes,
    contact_proofs,
    channels,
    chains,
    chain_locations,
    chain_roles,
    chain_accesses,
    chain_grants,
    chain_members,
    chain_positions,
    invitation_grants,
    chain_batches,
    chain_batch_rows,
    service_categories,
    services,
    member_services,
    work_spans,
    time_off,
    clients,
    client_words,
    client_looks,
    client_notes,
    appointments,
    appointment_lines,
    line_assistants,
    payroll_settings,
    photos,
    pay_terms,
    pay_rules,
    pay_rates,
    pay_statements,
    pay_entries,
    pay_lines,
    people_of_chains,
    ways_in,
);

diesel::allow_columns_to_appear_in_same_group_by_clause!(
    accesses::user_id,
    chain_accesses::user_id,
    ways_in::user_id,
    roles::name,
);
