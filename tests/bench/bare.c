/* SPDX-License-Identifier: ISC */
/*
 * What the benchmark compares Gatehouse with: a FastCGI program that asks
 * PostgreSQL exactly what a recorded request asked (record.c), in the same
 * pipeline and the same round trips, throws the answers away and prints bytes
 * that were made before.  It reads no request, checks nothing, and renders
 * nothing; or, with -r, a bare table of the largest answer, through
 * ClearSilver, in a page of as many bytes.
 *
 *   bare [-r] RECORDING PAGE      FastCGI on descriptor 0; PAGE is printed
 *   bare -p RECORDING             the same statements as a script for pgbench
 *   bare -d RECORDING             its variables, one per line: name=value, newlines as blanks
 *
 * In a recorded submission the id of the new record and the key of the form
 * are made anew each time.
 */
#include <ClearSilver.h>
#include <fcgiapp.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STEPS_MAX = 200, PARAMS_MAX = 64, HEAD_MAX = 256 };

struct step {
	char what;                      /* Q, F or S, as record.c writes them */
	int n;
	char *name, *text, *value[PARAMS_MAX];
};

static struct step steps[STEPS_MAX];
static size_t steps_n;
static const char *recorded_id;         /* of the record that was made */
static const char *recorded_key;        /* of the form that made it */

static void
die(const char *what)
{
	fprintf(stderr, "bare: %s\n", what);
	exit(1);
}

/* ---- the recording */

static char *
read_text(FILE *file)
{
	long n;
	char *text;

	if (fscanf(file, "%ld", &n) != 1 || getc(file) != ' ')
		die("the recording is broken");
	if (n < 0) {
		getc(file);
		return (NULL);
	}
	text = calloc(1, (size_t)n + 1);
	if (text == NULL || fread(text, 1, (size_t)n, file) != (size_t)n || getc(file) != '\n')
		die("the recording is broken");
	return (text);
}

static void
read_recording(const char *path)
{
	FILE *file = fopen(path, "r");
	char what[2];

	if (file == NULL)
		die("no recording");
	while (steps_n < STEPS_MAX && fscanf(file, "%1s", what) == 1) {
		struct step *s = &steps[steps_n++];

		s->what = what[0];
		if (s->what != 'Q')
			continue;
		if (fscanf(file, "%d", &s->n) != 1 || s->n > PARAMS_MAX)
			die("the recording is broken");
		s->name = read_text(file);
		s->text = read_text(file);
		for (int i = 0; i < s->n; i++)
			s->value[i] = read_text(file);
		if (strcmp(s->name, "record_add") == 0)
			recorded_id = s->value[1];
		if (strcmp(s->name, "submission_add") == 0)
			recorded_key = s->value[2];
	}
	fclose(file);
	/* What a worker does after its answer (the session was seen) is not part of the page. */
	for (size_t i = 0; i < steps_n; i++)
		if (steps[i].what == 'S')
			steps_n = i + 1;
}

static bool
same(const char *a, const char *b)
{
	return (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* ---- for pgbench */

/* pgbench takes ":name" for a variable, also inside a literal; '':'' does not look like one. */
static void
put_sql(const char *text, int step)
{
	for (const char *p = text; *p != '\0'; p++)
		if (*p == '$' && p[1] >= '1' && p[1] <= '9') {
			int n = (int)strtol(p + 1, (char **)&p, 10) - 1;
			const char *value = steps[step].value[n];

			if (value == NULL)
				printf("NULL");
			else if (*value == '\0')
				printf("''");
			else if (same(value, recorded_id))
				printf(":id");
			else if (same(value, recorded_key))
				printf(":key");
			else
				printf(":p%d_%d", step, n);
			p--;
		} else if (*p == ':' && p[1] != ':' && (p == text || p[-1] != ':')) {
			printf("' || ':' || '");
		} else {
			putchar(*p == '\n' ? ' ' : *p);
		}
}

static void
put_script(void)
{
	/* In the program the id comes from a sequence; here its statement runs too, but nobody can read its answer in a pipeline. */
	printf("\\set id random(1000000000, 9000000000000000000)\n\\set key random(1, 9000000000000000000)\n\\startpipeline\n");
	for (size_t i = 0; i < steps_n; i++)
		if (steps[i].what == 'Q') {
			put_sql(steps[i].text, (int)i);
			printf(";\n");
		}
	printf("\\endpipeline\n");
}

static void
put_variables(void)
{
	for (size_t i = 0; i < steps_n; i++)
		for (int k = 0; k < steps[i].n; k++)
			if (steps[i].value[k] != NULL && *steps[i].value[k] != '\0' && !same(steps[i].value[k], recorded_id) && !same(steps[i].value[k], recorded_key)) {
				printf("p%zu_%d=", i, k);
				for (const char *p = steps[i].value[k]; *p != '\0'; p++)
					putchar(*p == '\n' ? ' ' : *p);
				putchar('\n');
			}
}

/* ---- FastCGI */

static PGconn *pg;
static bool rendering;
static PGresult *largest;               /* answer of this request; kept when rendering */
static char fresh_id[32], fresh_key[32];

static void
drain(PGresult *res)
{
	ExecStatusType status = PQresultStatus(res);

	if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_PIPELINE_SYNC) {
		fprintf(stderr, "bare: %s", PQresultErrorMessage(res));
		exit(1);
	}
	if (rendering && PQntuples(res) * PQnfields(res) > PQntuples(largest) * PQnfields(largest)) {
		PGresult *smaller = largest;

		largest = res;
		res = smaller;
	}
	PQclear(res);
}

static void
flush_all(void)
{
	struct pollfd p = { .fd = PQsocket(pg), .events = POLLIN | POLLOUT };
	int left;

	while ((left = PQflush(pg)) == 1)
		if (poll(&p, 1, -1) > 0 && (p.revents & POLLIN) != 0 && PQconsumeInput(pg) == 0)
			die("the connection broke");
	if (left < 0)
		die("the connection broke");
}

/* Read the answers of the steps from ${from} to before ${to}. */
static void
collect(size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		PGresult *res;

		if (steps[i].what == 'F')
			continue;
		while ((res = PQgetResult(pg)) == NULL)
			;
		if (steps[i].what == 'Q' && strcmp(steps[i].name, "record_next_id") == 0)
			snprintf(fresh_id, sizeof fresh_id, "%s", PQgetvalue(res, 0, 0));
		drain(res);
		if (steps[i].what == 'Q' && (res = PQgetResult(pg)) != NULL)
			die("more answers than questions");
	}
}

static void
ask(const struct step *s)
{
	const char *value[PARAMS_MAX];

	for (int i = 0; i < s->n; i++)
		value[i] = same(s->value[i], recorded_id) ? fresh_id : same(s->value[i], recorded_key) ? fresh_key : s->value[i];
	if (PQsendQueryPrepared(pg, s->name, s->n, value, NULL, NULL, 0) != 1)
		die(PQerrorMessage(pg));
}

static void
run_statements(void)
{
	static unsigned long count;
	size_t read = 0;

	snprintf(fresh_key, sizeof fresh_key, "%ld-%lu", (long)getpid(), count++);
	for (size_t i = 0; i < steps_n; i++) {
		if (steps[i].what == 'Q') {
			ask(&steps[i]);
			continue;
		}
		/* The answer to the end of a transaction brings all others: no need to ask for them alone. */
		if (steps[i].what == 'F' && i + 1 < steps_n && steps[i + 1].what == 'S')
			continue;
		if (steps[i].what == 'F' ? PQsendFlushRequest(pg) != 1 : PQpipelineSync(pg) != 1)
			die(PQerrorMessage(pg));
		flush_all();
		collect(read, i + 1);
		read = i + 1;
	}
}

static void
prepare_all(void)
{
	pg = PQconnectdb("");
	if (PQstatus(pg) != CONNECTION_OK)
		die(PQerrorMessage(pg));
	PQclear(PQexec(pg, "SELECT set_config('TimeZone', 'Asia/Shanghai', false)"));
	for (size_t i = 0; i < steps_n; i++)
		if (steps[i].what == 'Q')
			/* Asked twice, prepared once: the second is refused, and that is as good. */
			PQclear(PQprepare(pg, steps[i].name, steps[i].text, 0, NULL));
	if (PQsetnonblocking(pg, 1) != 0 || PQenterPipelineMode(pg) != 1)
		die(PQerrorMessage(pg));
}

static char *
read_page(const char *path, size_t *n)
{
	FILE *file = fopen(path, "r");
	char *page;
	long size;

	if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0)
		die("no page");
	rewind(file);
	page = calloc(1, (size_t)size + 1);
	if (page == NULL || fread(page, 1, (size_t)size, file) != (size_t)size)
		die("no page");
	fclose(file);
	*n = (size_t)size;
	return (page);
}

/* ---- the table, for the page that is rendered */

static CSPARSE *tree;

static void
must(NEOERR *err)
{
	if (err != STATUS_OK) {
		nerr_log_error(err);
		die("the table cannot be rendered");
	}
}

static NEOERR *
put(void *out, char *text)
{
	return (string_append(out, text));
}

static void
render(STRING *out)
{
	HDF *hdf, *rows, *row, *cell;
	char name[16];

	must(hdf_init(&hdf));
	must(hdf_get_node(hdf, "Rows", &rows));
	for (int i = 0; i < PQntuples(largest); i++) {
		snprintf(name, sizeof name, "%d", i);
		must(hdf_get_node(rows, name, &row));
		for (int k = 0; k < PQnfields(largest); k++) {
			snprintf(name, sizeof name, "%d", k);
			must(hdf_get_node(row, name, &cell));
			must(hdf_set_value(cell, NULL, PQgetvalue(largest, i, k)));
		}
	}
	string_init(out);
	tree->hdf = hdf;
	must(cs_render(tree, out, put));
	tree->hdf = NULL;
	hdf_destroy(&hdf);
	PQclear(largest);
	largest = NULL;
}

/* A table, and as much of ${rest} as is asked for: the same bytes as the page had, all through the template. */
static void
parse_table(const char *rest, size_t n)
{
	static const char table[] = "<?cs each:row = Rows ?><tr><?cs each:cell = row ?><td><?cs var:cell ?></td><?cs /each ?></tr>\n<?cs /each ?>";
	HDF *config;
	char *text = malloc(sizeof table + n);

	if (text == NULL)
		die("no memory");
	memcpy(text, table, sizeof table - 1);
	memcpy(text + sizeof table - 1, rest, n);
	text[sizeof table - 1 + n] = '\0';
	must(hdf_init(&config));
	must(hdf_set_value(config, "Config.VarEscapeMode", "html"));
	must(cs_init(&tree, config));
	must(cs_parse_string(tree, text, sizeof table - 1 + n));
	hdf_destroy(&config);
}

static void
prepare_table(const char *body, size_t n)
{
	STRING out;

	parse_table("", 0);
	run_statements();
	render(&out);
	cs_destroy(&tree);
	parse_table(body, n > (size_t)out.len ? n - (size_t)out.len : 0);
	string_clear(&out);
}

int
main(int argc, char **argv)
{
	FCGX_Request request;
	char *page, *body;
	size_t n;
	STRING out;

	rendering = argc == 4 && strcmp(argv[1], "-r") == 0;
	argv += rendering;
	if (argc - rendering != 3)
		die("usage: bare [-r] RECORDING PAGE | -p RECORDING | -d RECORDING");
	read_recording(argv[1][0] == '-' ? argv[2] : argv[1]);
	if (argv[1][0] == '-') {
		argv[1][1] == 'p' ? put_script() : put_variables();
		return (0);
	}
	page = read_page(argv[2], &n);
	prepare_all();
	body = strstr(page, "\r\n\r\n");
	if (body == NULL)
		die("the page has no head");
	body += 4;
	if (rendering)
		prepare_table(body, n - (size_t)(body - page));
	FCGX_Init();
	FCGX_InitRequest(&request, 0, FCGI_FAIL_ACCEPT_ON_INTR);
	while (FCGX_Accept_r(&request) == 0) {
		run_statements();
		/* The page brings its own head, as the worker's would. */
		FCGX_PutStr(page, (int)(rendering ? (size_t)(body - page) : n), request.out);
		if (rendering) {
			render(&out);
			FCGX_PutStr(out.buf, out.len, request.out);
			string_clear(&out);
		}
		FCGX_Finish_r(&request);
	}
	return (0);
}
