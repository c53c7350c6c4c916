-- The same view of every message, quicker to sum up: what a figure counts is a boolean of its own
-- beside the words for why, and what only an answer needs is found for answers alone, where they
-- are summed up. Definitions: sql/0025_metrics.sql.
--
-- Every message with why it counts, or does not, in each figure that it could be in; NULL where it
-- could not. Conditions on user_id and conversation_id reach the tables below the windows, and a
-- window whose column nobody asks for is not opened. Answers are seen from both sides: what an
-- outbound message answers (question_at), and when an inbound one was answered (responded_at): the
-- sums of days take the second, which needs no order of its own.
DROP VIEW outpost.metric_message;
CREATE VIEW outpost.metric_message AS
SELECT heard.email_id, heard.user_id, heard.conversation_id, heard.at, heard.outbound,
       heard.lead_id, outpost.wall_seconds(heard.at, heard.zone) AS wall,
       (heard.at AT TIME ZONE heard.zone)::date AS day,
       heard.outbound AND heard.spoken AS is_sent,
       CASE WHEN heard.outbound THEN CASE WHEN heard.spoken THEN 'sent' ELSE 'automatic_out' END
       END AS sent_why,
       CASE WHEN NOT heard.outbound THEN heard.spoken AND heard.with_lead END AS is_received,
       CASE WHEN NOT heard.outbound THEN CASE
           WHEN heard.is_own THEN 'own_alias'
           WHEN heard.kind = 'auto_reply' THEN 'auto_reply'
           WHEN heard.kind = 'bounce' THEN 'bounce'
           WHEN heard.kind = 'list' THEN 'list_mail'
           WHEN NOT heard.with_lead THEN 'no_lead'
           WHEN heard.last_out_at IS NOT NULL THEN 'human_reply'
           ELSE 'human_message' END
       END AS received_why,
       heard.is_asked,
       heard.is_asked AND heard.has_answer AS is_answered,
       CASE WHEN heard.outbound THEN CASE
           WHEN NOT heard.spoken THEN 'automatic_out'
           WHEN NOT heard.is_asked THEN 'follows_soon'
           WHEN heard.has_answer THEN 'answered'
           ELSE 'not_answered' END
       END AS reply_why,
       CASE WHEN heard.outbound THEN CASE
           WHEN NOT heard.spoken THEN 'automatic_out'
           WHEN heard.before_outbound IS NOT FALSE THEN 'no_question'
           WHEN NOT heard.with_lead THEN 'no_lead'
           ELSE 'responded' END
       END AS response_why,
       -- The answer to an outbound message, asked or not; and what it answers itself.
       CASE WHEN heard.outbound AND heard.spoken AND heard.has_answer
            THEN heard.next_in_at END AS answer_at,
       heard.question_at,
       floor(date_part('epoch', heard.at - heard.question_at))::bigint AS response_seconds,
       -- By a look of its own: a join would be paid for by all who do not ask for it.
       CASE WHEN heard.question_at IS NOT NULL THEN (
            SELECT outpost.working_seconds(outpost.wall_seconds(heard.at, heard.zone),
                                           clock.opens, clock.lengths, clock.starts)
                 - outpost.working_seconds(outpost.wall_seconds(heard.question_at, heard.zone),
                                           clock.opens, clock.lengths, clock.starts)
            FROM outpost.metric_clock AS clock WHERE clock.user_id = heard.user_id)
       END AS work_seconds,
       heard.responded_at
FROM (
    SELECT turn.*,
           CASE WHEN turn.is_question THEN turn.next_out_at END AS responded_at,
           CASE WHEN turn.outbound AND turn.spoken AND turn.with_lead AND NOT turn.before_outbound
                THEN max(turn.at) FILTER (WHERE turn.is_question) OVER past END AS question_at,
           max(turn.at) FILTER (WHERE turn.outbound) OVER past AS last_out_at
    FROM (
        SELECT place.*,
               NOT place.outbound AND place.spoken AND place.with_lead
                   AND place.before_outbound IS NOT FALSE AS is_question,
               -- Days of 24 hours, whatever the clock on the wall does.
               place.outbound AND place.spoken
                   AND (place.before_at > place.at - interval '168 hours') IS NOT TRUE AS is_asked,
               coalesce(place.next_in_at <= place.at + interval '336 hours', false) AS has_answer
        FROM (
            SELECT fact.user_id, fact.conversation_id, fact.email_id, fact.at, fact.outbound,
                   fact.spoken, fact.with_lead, fact.is_own, fact.lead_id, fact.zone, fact.kind,
                   -- A frame is nothing to lead(), but one window is opened where two would be.
                   lead(fact.at) OVER later AS before_at,
                   lead(fact.outbound) OVER later AS before_outbound,
                   min(fact.at) FILTER (WHERE NOT fact.outbound) OVER later AS next_in_at,
                   min(fact.at) FILTER (WHERE fact.outbound) OVER later AS next_out_at
            FROM (
                SELECT met.*,
                       CASE WHEN met.outbound THEN met.kind IN ('human', 'own')
                            ELSE met.kind = 'human' AND NOT met.is_own END AS spoken
                FROM (
                    SELECT message.user_id, message.conversation_id, message.email_id, message.at,
                           message.outbound, message.kind, clock.zone, email.lead_id,
                           talk.lead_id IS NOT NULL AS with_lead,
                           NOT message.outbound AND (message.kind = 'own'
                               OR message.from_email = ANY (clock.own)) AS is_own
                    FROM outpost.message AS message
                    JOIN outpost.conversation AS talk ON talk.id = message.conversation_id
                    JOIN outpost.metric_clock AS clock ON clock.user_id = message.user_id
                    LEFT JOIN public.emails AS email ON email.id = message.email_id
                ) AS met
            ) AS fact
            WINDOW later AS (PARTITION BY fact.user_id, fact.conversation_id, fact.spoken
                             ORDER BY fact.at DESC, fact.email_id DESC
                             ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        ) AS place
    ) AS turn
    WINDOW past AS (PARTITION BY turn.user_id, turn.conversation_id, turn.spoken
                    ORDER BY turn.at, turn.email_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
) AS heard;
