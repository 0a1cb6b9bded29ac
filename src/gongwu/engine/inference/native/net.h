/* What Python hands over: the net and one step. structs.py mirrors this file, field by field;
   gongwu_sizes() lets it check that the two agree. All floats are float32, all counts int64. */

#ifndef GONGWU_NET_H
#define GONGWU_NET_H

#include "product.h"

/* A linear layer, or the embedding: the packed weights and the bias, padded to whole panels. */
struct matrix {
    struct panels panels;
    const float *bias; /* or NULL */
    int64_t outputs;   /* before padding */
};

struct layer {
    const float *attention_gain; /* gains are padded with zeros to a whole panel */
    const float *query_gain;     /* or NULL: no norm on queries and keys */
    const float *key_gain;
    const float *feed_gain;
    struct matrix project; /* queries, keys and values in one */
    struct matrix output;
    struct matrix gate, up, down;
};

struct net {
    int64_t width, hidden, heads, groups, head_width, layers;
    float epsilon;
    const struct layer *layer;
    const float *gain;
    struct matrix embedding, head;
};

/* One row is one token: its id, its position, and its sequence. Rows of one sequence stand
   together, in the order of their positions. */
struct step {
    int64_t rows, threads;
    const int64_t *token;            /* (rows) */
    const int64_t *position;         /* (rows) */
    float *const *const *pages;      /* (rows): the pages of the row's sequence, see memory.h */
    const float *cosine, *sine;      /* (positions, head_width / 2) */
    int64_t wanted;
    const int64_t *want;             /* (wanted): rows whose logits are wanted */
    float *logits;                   /* (wanted, vocabulary in whole panels) */
    float *scratch;                  /* gongwu_scratch() floats */
};

INLINE int64_t whole_panels(int64_t outputs) { return (outputs + PANEL - 1) / PANEL; }
INLINE int64_t padded(int64_t outputs) { return whole_panels(outputs) * PANEL; }

#endif
